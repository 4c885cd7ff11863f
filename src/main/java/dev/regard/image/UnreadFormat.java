package dev.regard.image;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Formats that are recognised, but not read: whoever sends one is told what it is. */
enum UnreadFormat {
    AVIF("AVIF", Pattern.compile("^....ftyp(avif|avis)", Pattern.DOTALL)),
    HEIC("HEIC", Pattern.compile("^....ftyp(hei|hev|mif1|msf1)", Pattern.DOTALL)),
    JPEG_XL("JPEG XL", Pattern.compile("^(\u00ff\n|\0\0\0\fJXL )", Pattern.DOTALL)),
    JPEG_2000("JPEG 2000", Pattern.compile("^(\0\0\0\fjP  |\u00ffO\u00ffQ)", Pattern.DOTALL)),
    SVG("SVG", Pattern.compile("(?i)^\\W*(<\\?xml.*|<!--.*|<!doctype svg.*)?<svg", Pattern.DOTALL)),
    PDF("PDF", Pattern.compile("^%PDF", Pattern.DOTALL)),
    PSD("Photoshop", Pattern.compile("^8BPS", Pattern.DOTALL)),
    ICON("ICO", Pattern.compile("^\0\0\1\0", Pattern.DOTALL)),
    DICOM("DICOM", Pattern.compile("^.{128}DICM", Pattern.DOTALL)),
    EXR("OpenEXR", Pattern.compile("^v/1\1", Pattern.DOTALL)),
    NETPBM("Netpbm", Pattern.compile("^P[1-6]\\s", Pattern.DOTALL));

    private static final int MAX_START = 1024;

    private final String title;
    private final Pattern start;

    UnreadFormat(String title, Pattern start) {
        this.title = title;
        this.start = start;
    }

    static Optional<UnreadFormat> of(byte[] bytes) {
        String text = new String(bytes, 0, Math.min(bytes.length, MAX_START), StandardCharsets.ISO_8859_1);
        for (UnreadFormat format : values()) {
            if (format.start.matcher(text).find()) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** Its name as people know it. */
    @Override
    public String toString() {
        return title;
    }
}

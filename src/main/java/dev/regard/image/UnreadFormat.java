package dev.regard.image;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Formats that are recognised, but not read: whoever sends one is told what it is. */
enum UnreadFormat {
    AVIF("AVIF", "^....ftyp(avif|avis)"),
    HEIC("HEIC", "^....ftyp(hei|hev|mif1|msf1)"),
    JPEG_XL("JPEG XL", "^(\u00ff\n|\0\0\0\fJXL )"),
    JPEG_2000("JPEG 2000", "^(\0\0\0\fjP  |\u00ffO\u00ffQ)"),
    SVG("SVG", "(?i)^\\W*(<\\?xml.*|<!--.*|<!doctype svg.*)?<svg"),
    PDF("PDF", "^%PDF"),
    PSD("Photoshop", "^8BPS"),
    ICON("ICO", "^\0\0\1\0"),
    DICOM("DICOM", "^.{128}DICM"),
    EXR("OpenEXR", "^v/1\1"),
    NETPBM("Netpbm", "^P[1-6]\\s");

    private static final int MAX_START = 1024;

    private final String title;
    private final Pattern start;

    UnreadFormat(String title, String start) {
        this.title = title;
        this.start = Pattern.compile(start, Pattern.DOTALL);
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

package dev.regard.image;

import java.io.IOException;
import java.util.Optional;

/** Decodes JPEG, PNG, WebP, GIF (first frame), BMP and TIFF (first page) to upright RGB, with the numbers that Pillow gives. Serves many threads. */
public final class ImageDecoder {

    private static final String ACCEPTED = "Accepted formats: JPEG, PNG, WebP, GIF, BMP and TIFF.";

    private final ImageLimits limits;

    public ImageDecoder(ImageLimits limits) {
        this.limits = limits;
    }

    /**
     * The picture, turned upright as its EXIF orientation says. Transparency is dropped, not blended with a background.
     *
     * @throws ImageException where the bytes are no intact picture of an accepted format, or exceed the limits
     */
    public Pixels decode(byte[] bytes) {
        return read(bytes).pixels();
    }

    /**
     * The picture as of {@link #decode}, and what there is to know of its looks.
     *
     * @throws ImageException as {@link #decode}
     */
    public DecodedImage read(byte[] bytes) {
        return decode(bytes, encoded -> {
            StoredImage stored = encoded.decode();
            Pixels upright = encoded.orientation().upright(stored.pixels());
            return new DecodedImage(upright, new Appearance(!encoded.isDrawnAlike(), stored.notes()));
        });
    }

    /**
     * The picture as a person is shown it: what is transparent is drawn on white.
     *
     * @throws ImageException as {@link #decode}
     */
    public Pixels draw(byte[] bytes) {
        return decode(bytes, ImageDecoder::drawn);
    }

    private static Pixels drawn(Encoded encoded) throws IOException {
        return encoded.orientation().upright(encoded.decode().onWhite());
    }

    /**
     * A file that every browser draws as {@link #draw}: the very same one where that is so.
     *
     * @param longest how many pixels its longer side should have at most, where it is encoded anew
     * @throws ImageException as {@link #decode}
     */
    public byte[] show(byte[] bytes, int longest) {
        return decode(bytes, encoded -> {
            Optional<byte[]> plain = encoded.plain();
            return plain.isPresent() ? plain.get() : ShownImage.encode(drawn(encoded), longest);
        });
    }

    /**
     * A picture that says where an object is: what is not black, or, in a PNG some of which is transparent, what is not.
     *
     * @throws ImageException as {@link #decode(byte[])}
     */
    public Mask mask(byte[] bytes) {
        return Mask.of(decode(bytes, encoded -> encoded.orientation().upright(encoded.stencil())));
    }

    private interface Reading<T> {
        T read(Encoded encoded) throws IOException;
    }

    private <T> T decode(byte[] bytes, Reading<T> reading) {
        ImageFormat format = formatOf(bytes);
        try {
            Encoded encoded = format.open(bytes);
            limits.checkPixels(encoded.header());
            return reading.read(encoded);
        } catch (ImageException refused) {
            throw refused;
        } catch (IOException | RuntimeException e) {
            throw damaged(format, e);
        }
    }

    /**
     * Format and size, upright, from the first bytes; a picture with a good header may still fail to decode.
     *
     * @throws ImageException where there is no header of an accepted format, or it exceeds the limits
     */
    public ImageHeader header(byte[] bytes) {
        ImageFormat format = formatOf(bytes);
        try {
            Encoded encoded = format.open(bytes);
            limits.checkPixels(encoded.header());
            return encoded.orientation().upright(encoded.header());
        } catch (ImageException refused) {
            throw refused;
        } catch (RuntimeException e) {
            throw damaged(format, e);
        }
    }

    private ImageFormat formatOf(byte[] bytes) {
        limits.checkBytes(bytes.length);
        if (bytes.length == 0) {
            throw ImageException.unreadable("The picture is empty: it has no bytes. " + ACCEPTED);
        }
        return ImageFormat.of(bytes).orElseThrow(() -> unread(bytes));
    }

    private static ImageException unread(byte[] bytes) {
        Optional<UnreadFormat> known = UnreadFormat.of(bytes);
        return ImageException.unreadable(
                known.isPresent()
                        ? "This is a file in the format %s, which is not supported. %s Save the picture as one of these."
                                .formatted(known.get(), ACCEPTED)
                        : "This is not a picture in a format that can be read. %s Save the picture as one of these."
                                .formatted(ACCEPTED));
    }

    /** What a reader says of malformed bytes names its classes and means nothing to a person: it stays in the cause. */
    private static ImageException damaged(ImageFormat format, Exception cause) {
        return ImageException.unreadable(
                "The %s picture is damaged or incomplete. Send the original file again, or save the picture anew as JPEG or PNG."
                        .formatted(format.title()),
                cause);
    }
}

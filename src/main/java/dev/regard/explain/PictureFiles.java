package dev.regard.explain;

import dev.regard.cam.CamMethod;
import dev.regard.cam.PlacedMap;
import dev.regard.explain.ExplainException.BadPicture;
import dev.regard.explain.ExplainException.BadSelection;
import dev.regard.explain.ExplainException.PictureTooLarge;
import dev.regard.image.Box;
import dev.regard.image.DecodedImage;
import dev.regard.image.ImageDecoder;
import dev.regard.image.ImageException;
import dev.regard.image.Mask;
import dev.regard.image.Pixels;
import dev.regard.image.PngEncoder;
import dev.regard.image.Resampler;
import java.util.function.Supplier;

/** Reads picture files, and draws them and maps over them; no model takes part. Blocking; serves many threads. */
public final class PictureFiles {

    private final ImageDecoder decoder;

    PictureFiles(ImageDecoder decoder) {
        this.decoder = decoder;
    }

    /** The size of a picture as a person sees it, upright. Throws {@link ExplainException}. */
    public ImageSize size(byte[] picture) {
        Pixels pixels = inspect(picture).pixels();
        return new ImageSize(pixels.width(), pixels.height());
    }

    /** Decodes a picture: one that is damaged is refused here, not when it is asked about. Throws {@link ExplainException}. */
    public DecodedImage inspect(byte[] picture) {
        return read(() -> decoder.read(picture));
    }

    /**
     * A file that every browser draws as the picture was decoded. Throws {@link ExplainException}.
     *
     * @param longest how many pixels its longer side should have at most, where it has to be made
     */
    public byte[] show(byte[] picture, int longest) {
        return read(() -> decoder.show(picture, longest));
    }

    /** A picture that says where an object is in another one. Throws {@link ExplainException}. */
    public Mask mask(byte[] picture) {
        return read(() -> decoder.mask(picture));
    }

    /**
     * Draws the first map of an explanation over its picture, or the largest part where it has parts, as PNG. Throws
     * {@link ExplainException}.
     *
     * @return the bytes of a PNG file of the picture's size
     */
    public byte[] overlay(Explanation explanation, byte[] bytes) {
        CamMethod method = CamMethod.named(explanation.method()).orElseThrow();
        return PngEncoder.encode(drawn(bytes, explanation.first(), explanation.seen(), method));
    }

    /**
     * Draws a map that was made before over its picture, as PNG. Throws {@link ExplainException}.
     *
     * @param method  that made the map
     * @param longest how many pixels the longer side of the drawing may have; larger pictures are scaled down
     */
    public byte[] draw(byte[] picture, PlacedMap map, Box seen, String method, int longest) {
        CamMethod maker = CamMethod.named(method)
                .orElseThrow(() -> new BadSelection("There is no method '%s'.".formatted(method)));
        return PngEncoder.encode(Resampler.within(drawn(picture, map, seen, maker), longest));
    }

    private Pixels drawn(byte[] picture, PlacedMap map, Box seen, CamMethod method) {
        return read(() -> Overlay.draw(decoder.draw(picture), map, seen, method.kind()));
    }

    private static <T> T read(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (ImageException e) {
            throw refused(e);
        }
    }

    static ExplainException refused(ImageException e) {
        String message = String.valueOf(e.getMessage());
        return e.kind() == ImageException.Kind.TOO_LARGE ? new PictureTooLarge(message) : new BadPicture(message);
    }
}

package dev.regard.image;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** The peer: Python's Pillow and NumPy, which prepare a picture as often as they are asked to. */
final class Pillow implements AutoCloseable {

    /** Prints its version; then for every line that it reads how many milliseconds a picture takes. */
    private static final String SCRIPT = """
            import io, sys, time
            import numpy, PIL
            from PIL import Image

            MEAN = numpy.array([0.485, 0.456, 0.406], numpy.float32)
            STD = numpy.array([0.229, 0.224, 0.225], numpy.float32)
            data = open(sys.argv[1], "rb").read()
            print(PIL.__version__, flush=True)
            for line in sys.stdin:
                start = time.perf_counter()
                picture = Image.open(io.BytesIO(data)).convert("RGB")
                width, height = picture.size
                short = min(width, height)
                picture = picture.resize((256 * width // short, 256 * height // short), Image.BILINEAR)
                left, top = (picture.width - 224) // 2, (picture.height - 224) // 2
                picture = picture.crop((left, top, left + 224, top + 224))
                values = (numpy.asarray(picture, numpy.float32) / 255 - MEAN) / STD
                values = numpy.ascontiguousarray(values.transpose(2, 0, 1)[None])
                print((time.perf_counter() - start) * 1000, flush=True)
            """;

    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    private final String version;

    private Pillow(Process process) throws IOException {
        this.process = process;
        this.questions = process.outputWriter();
        this.answers = process.inputReader();
        this.version = answer();
    }

    /** Empty where there is no {@code python3} with Pillow and NumPy. */
    static Optional<Pillow> open(Path picture) {
        try {
            return Optional.of(new Pillow(new ProcessBuilder("python3", "-c", SCRIPT, picture.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    String version() {
        return version;
    }

    /** How many milliseconds a picture takes from its bytes to the tensor. */
    double millis() {
        try {
            questions.write('\n');
            questions.flush();
            return Double.parseDouble(answer());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("Python has ended");
        }
        return line;
    }

    @Override
    public void close() {
        process.destroy();
    }
}

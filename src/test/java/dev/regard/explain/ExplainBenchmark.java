package dev.regard.explain;

import dev.regard.image.ImageDecoder;
import dev.regard.image.ImageLimits;
import dev.regard.image.Pixels;
import dev.regard.image.Preprocessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What stands around an explanation: a plain forward pass of the untouched file, decoding and preparing a picture. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(0)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@NullUnmarked // filled by open()
public class ExplainBenchmark {

    @Param("models/toybox")
    public String model = "";

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);
    private byte[] picture = {};
    private Pixels pixels;
    private PlainAndExplained opened;

    @Setup(Level.Trial)
    public void open() throws Exception {
        picture = Files.readAllBytes(Path.of("webroot/samples/01-dog-and-cat.jpg"));
        pixels = decoder.decode(picture);
        opened = PlainAndExplained.open(Path.of(model));
    }

    @TearDown(Level.Trial)
    public void close() throws Exception {
        opened.close();
    }

    @Benchmark
    public Object plainForward() throws Exception {
        return opened.plainForward();
    }

    @Benchmark
    public Object decode() throws IOException {
        return decoder.decode(picture);
    }

    @Benchmark
    public Object preprocess() {
        return Preprocessor.preprocess(pixels, opened.preprocessing());
    }
}

package dev.regard;

import dev.regard.config.Home;
import dev.regard.config.RegardConfig;
import dev.regard.explain.Explainer;
import dev.regard.intake.ModelShelf;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A whole server on a port of its own, with the project's models and a data folder that goes away with it. */
public final class TestServer implements AutoCloseable {

    private static final int QUEUE = 32;
    private static final long DATA_LIMIT = 256L << 20;
    private static final long MODEL_LIMIT = 256L << 20;

    private final TemporaryFolder data;
    private final Regard regard;
    private final URI uri;

    private TestServer(TemporaryFolder data, Regard regard, URI uri) {
        this.data = data;
        this.regard = regard;
        this.uri = uri;
    }

    /** Starts a server; blocks until it answers. */
    public static TestServer start() {
        return start(List.of());
    }

    /** The same with further models, each in a folder of its own or among others. */
    public static TestServer start(List<Path> models) {
        return start(models, "");
    }

    /** Starts one under a path of its own, such as {@code /regard}. */
    public static TestServer startUnder(String base) {
        return start(List.of(), base);
    }

    private static TestServer start(List<Path> models, String base) {
        TemporaryFolder data = TemporaryFolder.create();
        Home home = Home.find();
        RegardConfig config = new RegardConfig(
                "127.0.0.1",
                0,
                base,
                List.of(),
                data.path(),
                "cpu",
                null,
                QUEUE,
                8,
                4,
                false,
                true,
                0,
                List.of(),
                DATA_LIMIT,
                MODEL_LIMIT,
                new RegardConfig.Links(30, DATA_LIMIT),
                new RegardConfig.Hub("http://127.0.0.1:1", null, null));
        ModelShelf shelf = ModelShelf.open(data.path().resolve("models"));
        List<Path> folders = Stream.of(home.models(), models, List.of(shelf.folder()))
                .flatMap(List::stream)
                .toList();
        Regard regard = new Regard(config, home, shelf, Explainer.open(folders, config.device()));
        try {
            int port = regard.start().await();
            return new TestServer(data, regard, URI.create("http://127.0.0.1:%d%s/".formatted(port, base)));
        } catch (RuntimeException failure) {
            regard.close();
            data.close();
            throw failure;
        }
    }

    /** Where the page is. */
    public URI uri() {
        return uri;
    }

    @Override
    public void close() {
        regard.close();
        data.close();
    }
}

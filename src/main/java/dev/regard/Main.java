package dev.regard;

import dev.regard.config.ConfigLoader;
import dev.regard.config.Home;
import dev.regard.config.RegardConfig;
import dev.regard.explain.Explainer;
import dev.regard.intake.ModelShelf;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the server, or ends with status 1 and one line that says why it cannot. */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger("Regard");

    private Main() {}

    public static void main(String[] arguments) {
        try {
            ConfigLoader.Loaded loaded = ConfigLoader.load(System.getenv());
            loaded.warnings().forEach(LOG::warn);
            start(loaded.config());
        } catch (Exception failure) {
            LOG.error("Regard cannot start. {}", reason(failure));
            LOG.debug("Where it failed", failure);
            System.exit(1);
        }
    }

    private static void start(RegardConfig config) {
        Home home = Home.find();
        ModelShelf shelf = ModelShelf.open(config.data().resolve("models"));
        List<Path> folders = Stream.of(home.models(), config.models(), List.of(shelf.folder()))
                .flatMap(List::stream)
                .toList();
        Explainer explainer = Explainer.open(folders, config.device());
        long usable = explainer.models().stream()
                .filter(model -> model.problem() == null)
                .count();
        LOG.info("{} models can be used, on {}", usable, explainer.device());
        if (usable > 0) {
            explainer.warmUp();
        }
        Regard regard = new Regard(config, home, shelf, explainer);
        try {
            int port = regard.start().await();
            StopSignals.handle(() -> stop(regard));
            LOG.info("Open {}", address(config.host(), port));
        } catch (Exception failure) {
            regard.close();
            throw new StartException(explain(failure, config), failure);
        }
    }

    private static void stop(Regard regard) {
        LOG.info("Stopping");
        regard.close();
        LOG.info("Stopped");
        System.exit(0);
    }

    private static String address(String host, int port) {
        String named = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
        return "http://%s:%d/".formatted(named.contains(":") ? "[" + named + "]" : named, port);
    }

    private static String explain(Throwable failure, RegardConfig config) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return "REGARD_PORT %d of %s is taken or not allowed: stop what listens there, or choose another port."
                        .formatted(config.port(), config.host());
            } else if (cause instanceof UnknownHostException) {
                return "REGARD_HOST '%s' is no address of this machine.".formatted(config.host());
            } else if (cause instanceof FileSystemException files) {
                return "The file or folder '%s' cannot be read or written: REGARD_DATA must be a writable folder."
                        .formatted(files.getFile());
            }
        }
        return reason(failure);
    }

    private static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private static final class StartException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private StartException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}

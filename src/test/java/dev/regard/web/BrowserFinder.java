package dev.regard.web;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;

/** Finds a Chromium, so that nobody has to install one for the tests by hand. */
final class BrowserFinder {

    static final String SETTING = "REGARD_TEST_BROWSER";

    private static final List<String> NAMES = List.of(
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "chrome",
            "microsoft-edge",
            "microsoft-edge-stable");

    private BrowserFinder() {}

    /**
     * The browser that is asked for, else one on the PATH, else the one that Playwright has downloaded before, else the
     * one that Debian installs. A test without a browser fails: one that is skipped would go unnoticed.
     *
     * @param downloaded where Playwright keeps its own
     */
    static Path find(Path downloaded) {
        return asked().or(BrowserFinder::onThePath)
                .or(() -> Optional.of(downloaded).filter(Files::isExecutable))
                .or(BrowserFinder::installed)
                .orElseGet(() -> Assertions.fail(
                        "The page's tests need a browser: install Chromium or Chrome, or give the path of one in "
                                + SETTING + "."));
    }

    private static Optional<Path> asked() {
        Optional<Path> asked = Optional.ofNullable(System.getenv(SETTING)).map(Path::of);
        asked.filter(path -> !Files.isExecutable(path))
                .ifPresent(path ->
                        Assertions.fail("%s is '%s' but must be a browser's program.".formatted(SETTING, path)));
        return asked;
    }

    private static Optional<Path> onThePath() {
        List<Path> folders = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        return NAMES.stream()
                .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Optional<Path> installed() {
        boolean able = Browser.isRoot() && Files.isExecutable(Path.of("/usr/bin/apt-get"));
        boolean done = able
                && Stream.of("apt-get update -qq", "apt-get install -y -qq --no-install-recommends chromium")
                        .allMatch(BrowserFinder::run);
        return done ? onThePath() : Optional.empty();
    }

    private static boolean run(String command) {
        try {
            ProcessBuilder process = new ProcessBuilder(command.split(" ")).inheritIO();
            process.environment().put("DEBIAN_FRONTEND", "noninteractive");
            return process.start().waitFor() == 0;
        } catch (IOException failure) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

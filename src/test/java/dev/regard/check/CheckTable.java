package dev.regard.check;

import dev.regard.explain.Cancellation;
import dev.regard.explain.ClassSelection;
import dev.regard.explain.ExplainRequest;
import dev.regard.explain.Explainer;
import dev.regard.explain.MethodOptions;
import dev.regard.explain.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Prints what checks say of many pictures: what the thresholds were chosen by. Run by hand with the folders of models and pictures. */
final class CheckTable {

    private CheckTable() {}

    public static void main(String[] args) throws Exception {
        List<Path> pictures;
        try (Stream<Path> files = Files.list(Path.of(args[1]))) {
            pictures = files.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .limit(Long.parseLong(args[3]))
                    .toList();
        }
        try (Explainer explainer = Explainer.open(List.of(Path.of(args[0])), "cpu")) {
            for (String method : args[2].split(",")) {
                for (Path picture : pictures) {
                    String[] named = method.split("/");
                    ExplainRequest request = new ExplainRequest(
                            Files.readAllBytes(picture),
                            null,
                            named[0],
                            List.of(),
                            named.length > 1
                                    ? new ClassSelection.Listed(List.of(named[1]))
                                    : new ClassSelection.Best(1),
                            MethodOptions.DEFAULT,
                            "table");
                    long cpu = cpu();
                    CheckReport report =
                            Check.of(explainer, request, CheckOptions.DEFAULT, new Cancellation(), Progress.UNHEARD);
                    System.out.printf(
                            "%s %s %s p=%.3f: %s | %d forwards %.0f ms, cpu %d ms%n",
                            method,
                            picture.getFileName(),
                            report.subject().asked().label(),
                            report.subject().asked().probability(),
                            report.verdict().level(),
                            report.forwards(),
                            report.millis(),
                            (cpu() - cpu) / 1_000_000);
                    report.find(Hiding.class)
                            .ifPresent(h -> System.out.printf(
                                    "   hiding %s p=%.3f hot %.3f random %.3f most %.3f del %.3f ins %.3f%n",
                                    h.outcome(),
                                    h.drops().pValue(),
                                    h.drops().hottestDrop(),
                                    h.drops().randomDrop(),
                                    h.mostDrop(),
                                    h.deletion().area(),
                                    h.insertion().area()));
                    report.find(OtherClasses.class)
                            .ifPresent(h -> System.out.printf(
                                    "   classes %s %s%n",
                                    h.outcome(),
                                    h.others().stream()
                                            .map(o -> o.prediction().label() + " " + o.correlation())
                                            .toList()));
                    report.find(Cascade.class)
                            .ifPresent(h ->
                                    System.out.printf("   cascade %s %.2f %s%n", h.outcome(), h.left(), h.depths()));
                    report.find(Stability.class)
                            .ifPresent(h -> System.out.printf(
                                    "   stability %s %s %s %.2f%n",
                                    h.outcome(), h.shifted(), h.noisy(), h.maxSensitivity()));
                    System.out.println("   " + report.verdict().reason());
                    report.findings().forEach(f -> System.out.println("     - " + f.text()));
                    report.leftOut().forEach(f -> System.out.println("     left out " + f));
                }
            }
        }
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean)
                        java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}

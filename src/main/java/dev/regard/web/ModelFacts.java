package dev.regard.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the pages say of a model, in words. Public, because templates ask it. */
public final class ModelFacts {

    /** So many names are quickly read; more of them are behind a click. */
    private static final int FEW_LABELS = 40;

    /** More take a browser seconds. */
    private static final int MAX_LABELS = 2_000;

    private final JsonObject card;
    private final JsonObject details;

    /** @param details empty where nothing is known beside the card */
    ModelFacts(JsonObject card, JsonObject details) {
        this.card = card;
        this.details = details;
    }

    /** Its name in requests. */
    public String name() {
        return card.getString("name");
    }

    /** The address of its page. */
    public String page() {
        return "/models/" + encoded(name());
    }

    /** The address of the page that makes a report about it. */
    public String report() {
        return page() + "/report";
    }

    /** The address of the page that explains pictures with it. */
    public String explain() {
        return explain(name());
    }

    static String explain(String model) {
        return "/?model=" + encoded(model);
    }

    static String explain(String model, String method) {
        return explain(model) + "&method=" + encoded(method);
    }

    /** One line; null where its files have none. */
    public @Nullable String about() {
        return card.getString("about");
    }

    /** Why it cannot be used, as a sentence; null where it can. */
    public @Nullable String problem() {
        String problem = card.getString("problem");
        return problem == null ? null : Sentences.of(problem);
    }

    /** True where its files could be read. */
    public boolean isKnown() {
        return !details.isEmpty();
    }

    public List<String> guessed() {
        return strings(card.getJsonArray("guessed"));
    }

    /** The size of the picture that it sees. */
    public String input() {
        JsonObject input = card.getJsonObject("input");
        return "%d \u00d7 %d \u00d7 %d".formatted(input.getInteger("width"), input.getInteger("height"), channels());
    }

    /** What the numbers of {@link #input} are. */
    public String inputMeaning() {
        return switch (channels()) {
            case 1 -> "pixels, in grey";
            case 3 -> "pixels and colours";
            default -> "pixels and channels";
        };
    }

    /** How pictures are prepared, step by step. */
    public List<String> preparation() {
        return Preparation.steps(details.getJsonObject("preprocessing"), channels());
    }

    public boolean isPreparationGuessed() {
        return details.getBoolean("preprocessingGuessed");
    }

    /** How many classes it tells apart. */
    public String classes() {
        return Amounts.count(labels().size());
    }

    /** The names of the classes, in the order of the scores. */
    public List<String> labels() {
        return strings(card.getJsonArray("labels"));
    }

    /** Name of the output that the class scores come from; null where the model cannot be used. */
    public @Nullable String output() {
        JsonObject output = card.getJsonObject("output");
        return output == null ? null : output.getString("name");
    }

    /** Names of other outputs that could be class scores; empty where there are none. */
    public String otherOutputs() {
        return card.getJsonObject("output").getJsonArray("possible").stream()
                .map(JsonObject.class::cast)
                .map(output -> output.getString("name"))
                .filter(name -> !name.equals(output()))
                .collect(Collectors.joining(", "));
    }

    /** True where no class scores were found in front of the probabilities. */
    public boolean explainsProbabilities() {
        return card.getJsonObject("output").getString("explains").equals("probability");
    }

    /** As many of them as a page can show. */
    public List<String> firstLabels() {
        return labels().stream().limit(MAX_LABELS).toList();
    }

    public boolean areLabelsMany() {
        return labels().size() > MAX_LABELS;
    }

    /** Number of labels that are not among the first. */
    public String furtherLabels() {
        return Amounts.count(labels().size() - MAX_LABELS);
    }

    public boolean areLabelsGuessed() {
        return details.getBoolean("labelsGuessed");
    }

    public boolean areLabelsFew() {
        return labels().size() <= FEW_LABELS;
    }

    /** Size of the file. */
    public String size() {
        return Amounts.bytes(card.getLong("bytes"));
    }

    /** What its weights take when it is loaded. */
    public String memory() {
        return Amounts.bytes(details.getLong("weightBytes"));
    }

    public String file() {
        return details.getString("file");
    }

    public String sha256() {
        return details.getString("sha256");
    }

    public @Nullable String licence() {
        return details.getString("licence");
    }

    /** The program that wrote the file; empty where it does not say. */
    public String producer() {
        return details.getString("producer");
    }

    public int opset() {
        return details.getInteger("opset");
    }

    public String nodes() {
        return Amounts.count(details.getInteger("nodes"));
    }

    public boolean hasReadme() {
        return details.getString("readme") != null;
    }

    /** As harmless HTML. */
    public String readme() {
        return Markdown.html(details.getString("readme"));
    }

    private int channels() {
        return card.getJsonObject("input").getInteger("channels");
    }

    private static List<String> strings(JsonArray array) {
        return array.stream().map(String::valueOf).toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

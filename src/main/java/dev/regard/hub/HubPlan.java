package dev.regard.hub;

import dev.regard.hub.HubException.Kind;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What taking a model would take, to be shown before it is taken. It is of one commit: what is fetched is what was shown.
 *
 * @param name      as it was asked for
 * @param commit    that its revision was at
 * @param licence   as its makers name it; null where they do not
 * @param isGated   whether one has to accept terms on the hub before, and give a token
 * @param onnx      the path of the ONNX file
 * @param others    the paths of the other ONNX files that could be taken instead
 * @param downloads the files, named as a model folder has them
 */
public record HubPlan(
        HubName name,
        String commit,
        @Nullable String licence,
        boolean isGated,
        String onnx,
        List<String> others,
        List<Download> downloads) {

    private static final String MODEL = "model.onnx";
    private static final List<String> BESIDE =
            List.of("config.json", "preprocessor_config.json", "labels.txt", "README.md");
    private static final Pattern LICENCE = Pattern.compile("(?i)licen[cs]e[0-9A-Za-z._-]*");

    public HubPlan {
        others = List.copyOf(others);
        downloads = List.copyOf(downloads);
    }

    /**
     * Chooses files.
     *
     * @param asked the path of the ONNX file; null where the usual one will do
     * @throws HubException where there is no such file
     */
    static HubPlan of(HubName name, HubListing listing, @Nullable String asked, URI hub) {
        List<HubFile> candidates = listing.onnxFiles();
        HubFile onnx = choose(name, candidates, asked);
        List<Download> downloads = new ArrayList<>();
        downloads.add(download(MODEL, onnx, name.file(hub, listing.commit(), onnx.path())));
        Stream.concat(listing.externalData(onnx), beside(listing, onnx))
                .map(file -> download(file.name(), file, name.file(hub, listing.commit(), file.path())))
                .forEach(downloads::add);
        List<String> others = candidates.stream()
                .filter(Predicate.not(onnx::equals))
                .map(HubFile::path)
                .toList();
        return new HubPlan(
                name, listing.commit(), listing.licence(), listing.isGated(), onnx.path(), others, downloads);
    }

    private static HubFile choose(HubName name, List<HubFile> candidates, @Nullable String asked) {
        return candidates.stream()
                .filter(file -> asked == null || file.path().equals(asked))
                .findFirst()
                .orElseThrow(() -> new HubException(
                        Kind.NOT_FOUND,
                        asked == null
                                ? "%s holds no ONNX file: it has to be exported first, as Optimum does.".formatted(name)
                                : "%s holds no '%s', only %s."
                                        .formatted(
                                                name,
                                                asked,
                                                candidates.stream()
                                                        .map(HubFile::path)
                                                        .toList())));
    }

    /** What describes the model: at the top as exporters leave it, else beside the ONNX file. */
    private static Stream<HubFile> beside(HubListing listing, HubFile onnx) {
        Stream<HubFile> described = BESIDE.stream()
                .map(file -> listing.at(file).or(() -> listing.at(onnx.folder() + file)))
                .flatMap(Optional::stream);
        Stream<HubFile> licences = listing.files().stream()
                .filter(file -> LICENCE.matcher(file.path()).matches());
        return Stream.concat(described, licences);
    }

    private static Download download(String fileName, HubFile file, URI address) {
        return new Download(fileName, List.of(address), file.bytes(), file.checksum());
    }

    /** Of all files together. */
    public long bytes() {
        return downloads.stream().mapToLong(Download::bytes).sum();
    }
}

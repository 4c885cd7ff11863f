package dev.regard.hub;

import dev.regard.hub.HubException.Kind;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The name of a model on the hub.
 *
 * @param organization or person that it belongs to
 * @param name         of the model
 * @param revision     a branch, a tag or a commit
 */
public record HubName(String organization, String name, String revision) {

    private static final String NEWEST = "main";
    private static final String PART = "[0-9A-Za-z][0-9A-Za-z_.-]{0,95}";
    private static final String REVISION = PART + "(?:/" + PART + ")*";
    /** In an address what follows the revision is a path, and only the hub's own branches have a slash in their name. */
    private static final Pattern NAME =
            Pattern.compile("(%s)/(%s)(?:@(%s)|/(?:tree|blob|resolve)/(refs/pr/\\d{1,9}|%s)(?:/.*)?)?/?"
                    .formatted(PART, PART, REVISION, PART));

    private static final List<String> HOSTS = List.of("huggingface.co/", "hf.co/");

    public HubName {
        if (!isPart(organization) || !isPart(name) || !revision.matches(REVISION) || revision.contains("..")) {
            throw invalid(written(organization, name, revision));
        }
    }

    /**
     * Reads {@code organization/name}, {@code organization/name@revision}, or the address of a model's page.
     *
     * @param hub whose pages are taken too, besides those of Hugging Face
     * @throws HubException where it is none of these
     */
    public static HubName parse(String text, URI hub) {
        Matcher matcher = NAME.matcher(withoutHost(text.strip(), hub));
        if (!matcher.matches()) {
            throw invalid(text);
        }
        String revision = Stream.of(3, 4)
                .map(matcher::group)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(NEWEST);
        return new HubName(matcher.group(1), matcher.group(2), revision);
    }

    private static String withoutHost(String text, URI hub) {
        String address = text.replaceFirst("[?#].*", "").replaceFirst("^https?://", "");
        String own = hub.toString().replaceFirst("^https?://", "") + "/";
        return Stream.concat(Stream.of(own), HOSTS.stream())
                .filter(address::startsWith)
                .findFirst()
                .map(host -> address.substring(host.length()))
                .orElse(text);
    }

    /** The hub itself allows neither of the two in a name. */
    private static boolean isPart(String text) {
        return text.matches(PART) && !text.contains("..") && !text.contains("--");
    }

    private static HubException invalid(String given) {
        String shown = given.length() > 200 ? given.substring(0, 200) + "..." : given;
        return new HubException(
                Kind.INVALID,
                "'%s' is no name of a model: give organization/name, organization/name@revision, or the address of its page on the hub."
                        .formatted(shown));
    }

    /** Where the hub says what the model consists of. */
    URI listing(URI hub) {
        return URI.create(
                "%s/api/models/%s/%s/revision/%s?blobs=true".formatted(hub, organization, name, encoded(revision)));
    }

    /** Where the hub has a file of a commit, which cannot change. */
    URI file(URI hub, String commit, String path) {
        String encoded = String.join(
                "/", Stream.of(path.split("/")).map(HubName::encoded).toList());
        return URI.create("%s/%s/%s/resolve/%s/%s".formatted(hub, organization, name, commit, encoded));
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** As it is written. */
    @Override
    public String toString() {
        return written(organization, name, revision);
    }

    private static String written(String organization, String name, String revision) {
        return organization + "/" + name + (revision.equals(NEWEST) ? "" : "@" + revision);
    }
}

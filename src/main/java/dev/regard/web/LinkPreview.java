package dev.regard.web;

/**
 * What a link shows before it is opened. Public, because templates ask it.
 *
 * @param id     of the link
 * @param label  of the class whose map it shows; empty where that is not known
 * @param about  model and method
 * @param origin of this server, as whoever asks calls it
 * @param base   path that its addresses begin with, as {@code /regard}; may be empty
 */
public record LinkPreview(String id, String label, String about, String origin, String base) {

    /** The path of the page that opens it. */
    public String path() {
        return base + LinkPageRoutes.path(id);
    }

    /** The address of its drawing. */
    public String drawing() {
        return origin + base + "/api/links/" + id + "/drawing";
    }
}

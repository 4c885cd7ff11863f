package dev.regard.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/** Writes those parts of a Markdown text that reach beyond it: links, pictures, headings and HTML. */
final class HarmlessNodes extends AbstractVisitor implements NodeRenderer {

    /** The page has a heading of its own, and one above each text. */
    private static final int HEADINGS_ABOVE = 2;

    private static final int DEEPEST_HEADING = 6;

    /** An address within a folder of files leads nowhere from a page, and others than these may do anything. */
    private static final Pattern LEADS_OUT = Pattern.compile("(?i)(https?://|mailto:)\\S+");

    private final HtmlNodeRendererContext context;
    private final HtmlWriter html;

    HarmlessNodes(HtmlNodeRendererContext context) {
        this.context = context;
        this.html = context.getWriter();
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(Heading.class, Link.class, Image.class, HtmlBlock.class, HtmlInline.class);
    }

    @Override
    public void render(Node node) {
        node.accept(this);
    }

    @Override
    public void visit(Heading heading) {
        String tag = "h" + Math.min(heading.getLevel() + HEADINGS_ABOVE, DEEPEST_HEADING);
        html.line();
        html.tag(tag);
        visitChildren(heading);
        html.tag("/" + tag);
        html.line();
    }

    @Override
    public void visit(Link link) {
        leadTo(link.getDestination(), link);
    }

    /** It is not loaded: whoever keeps it would learn who reads this page. */
    @Override
    public void visit(Image image) {
        if (image.getFirstChild() == null) {
            image.appendChild(new Text("picture"));
        }
        leadTo(image.getDestination(), image);
    }

    @Override
    public void visit(HtmlBlock block) {
        if (!isComment(block.getLiteral())) {
            html.line();
            html.tag("p");
            html.text(block.getLiteral());
            html.tag("/p");
            html.line();
        }
    }

    @Override
    public void visit(HtmlInline inline) {
        if (!isComment(inline.getLiteral())) {
            html.text(inline.getLiteral());
        }
    }

    @Override
    protected void visitChildren(Node parent) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            context.render(child);
        }
    }

    private void leadTo(String address, Node about) {
        if (!LEADS_OUT.matcher(address).matches() || isWithinLink(about)) {
            visitChildren(about);
            return;
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("href", context.encodeUrl(address));
        attributes.put("rel", "nofollow noopener noreferrer");
        attributes.put("target", "_blank");
        html.tag("a", attributes);
        visitChildren(about);
        html.tag("/a");
    }

    /** A link within a link would end it. */
    private static boolean isWithinLink(Node node) {
        for (Node above = node.getParent(); above != null; above = above.getParent()) {
            if (above instanceof Link || above instanceof Image) {
                return true;
            }
        }
        return false;
    }

    /** Templates of model cards are full of them, and they are not meant to be read. */
    private static boolean isComment(String literal) {
        String text = literal.strip();
        return text.startsWith("<!--") && text.endsWith("-->");
    }
}

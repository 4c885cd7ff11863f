package dev.regard.web;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Every text in the sources that looks like words for people, with {@code Q} where a value stands: what a client may get to
 * read. What only the log, the console or a developer sees is left out.
 */
final class ServerSentences extends TreeScanner<Void, Void> {

    private static final Path SOURCES = Path.of("src/main/java/dev/regard");
    private static final String VALUE = "Q";
    private static final Pattern FORMAT = Pattern.compile("%[-,.\\d]*[sdfxg]|%#x");
    private static final Pattern WORDS = Pattern.compile("(?s).*[a-z]{2,}.* .*|.* .*[a-z]{2,}.*");

    /** Of these nothing reaches a client, or it is no sentence: headers, patterns, names of metrics. */
    private static final Pattern SILENT = Pattern.compile(
            "(Main|Regard|StopSignals|config/.*|cam/(?!CamMethod|MapCheck).*|metrics/.*|tensor/.*|runtime/(Device|Question|ForwardBackward).*"
                    + "|.*(Metrics|MetricsRoute|HubSettings|HttpSettings|Checksum|ContentRange|SecurityHeaders|HarmlessNodes"
                    + "|Responses|JdkReaders|ModelLibrary|Markdown|Outbox|TemplateWords|Resources))\\.java");

    /** Mistakes of a developer, but that what reads a model's files passes on why a number in them is wrong. */
    private static final Set<String> MISTAKES =
            Set.of("IllegalArgumentException", "IllegalStateException", "AssertionError", "UncheckedIOException");

    private static final Pattern READS_FILES =
            Pattern.compile("(model/.*|image/(Preprocessing|CentreCrop|ResizeTarget|Interpolation))\\.java");

    private final String file;
    private final Set<String> found;

    private ServerSentences(String file, Set<String> found) {
        this.file = file;
        this.found = found;
    }

    static Set<String> all() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Set<String> found = new TreeSet<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null);
                Stream<Path> walk = Files.walk(SOURCES)) {
            List<Path> files = walk.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !SILENT.matcher(nameOf(path.toUri())).matches())
                    .toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, ignored -> {}, null, null, manager.getJavaFileObjectsFromPaths(files));
            for (CompilationUnitTree unit : task.parse()) {
                unit.accept(new ServerSentences(nameOf(unit.getSourceFile().toUri()), found), null);
            }
        }
        return found;
    }

    /** The sentences of a text; a value may be one of them. */
    static Stream<String> split(String text) {
        return Stream.of(text.replaceAll("(?<=[.!?]) Q(?= |$)", "").split("(?<=[.!?]) (?=\\p{Lu}|')"));
    }

    private static String nameOf(URI file) {
        return SOURCES.toAbsolutePath().relativize(Path.of(file)).toString();
    }

    @Override
    public Void visitBinary(BinaryTree tree, Void nothing) {
        if (!isText(tree)) {
            return super.visitBinary(tree, nothing);
        }
        add(text(tree));
        operands(tree);
        return null;
    }

    @Override
    public Void visitLiteral(LiteralTree tree, Void nothing) {
        if (tree.getValue() instanceof String text) {
            add(text);
        }
        return null;
    }

    @Override
    public Void visitAnnotation(AnnotationTree tree, Void nothing) {
        return null;
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree tree, Void nothing) {
        String called = tree.getMethodSelect().toString();
        boolean isSilent = called.startsWith("LOG.") || called.equals("Pattern.compile");
        return isSilent ? null : super.visitMethodInvocation(tree, nothing);
    }

    @Override
    public Void visitNewClass(NewClassTree tree, Void nothing) {
        boolean isMistake = MISTAKES.contains(tree.getIdentifier().toString())
                && !READS_FILES.matcher(file).matches();
        return isMistake ? null : super.visitNewClass(tree, nothing);
    }

    private void add(String text) {
        String filled = FORMAT.matcher(text).replaceAll(VALUE).replace("%%", "%");
        if (WORDS.matcher(filled).matches() && !filled.contains("://") && !filled.contains("\n")) {
            found.add(filled.strip());
        }
    }

    /** What else is put together within a text. */
    private void operands(ExpressionTree tree) {
        if (isSum(tree)) {
            operands(((BinaryTree) tree).getLeftOperand());
            operands(((BinaryTree) tree).getRightOperand());
        } else if (tree instanceof ParenthesizedTree inner) {
            operands(inner.getExpression());
        } else if (!(tree instanceof LiteralTree)) {
            scan(tree, null);
        }
    }

    private static boolean isText(ExpressionTree tree) {
        return isSum(tree) && !text(tree).replace(VALUE, "").isBlank();
    }

    private static boolean isSum(ExpressionTree tree) {
        return tree.getKind() == Tree.Kind.PLUS;
    }

    private static String text(ExpressionTree tree) {
        if (isSum(tree)) {
            return text(((BinaryTree) tree).getLeftOperand()) + text(((BinaryTree) tree).getRightOperand());
        } else if (tree instanceof ParenthesizedTree inner) {
            return text(inner.getExpression());
        }
        return tree instanceof LiteralTree literal && literal.getValue() instanceof String text ? text : VALUE;
    }
}

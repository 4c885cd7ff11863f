package dev.regard.web;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** The pages' templates. */
final class Templates {

    private static final String FOLDER = "templates/";

    private final Vertx vertx;
    private final Map<String, Object> everywhere;
    private final Languages languages;
    private final TemplateEngine engine;

    /** @param version shown on pages */
    Templates(Vertx vertx, Webroot webroot, BasePath base, String version) {
        this.vertx = vertx;
        this.languages = webroot.languages();
        this.everywhere = Map.of(
                "base", base.path(),
                "static", base.at(webroot.address()),
                "version", version,
                "languages", languages.all());
        this.engine = engine();
    }

    private static TemplateEngine engine() {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver();
        resolver.setPrefix(FOLDER);
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding("UTF-8");
        TemplateEngine engine = new TemplateEngine();
        engine.setTemplateResolver(resolver);
        engine.setMessageResolver(new TemplateWords());
        return engine;
    }

    /** The languages that pages are written in. */
    Languages languages() {
        return languages;
    }

    /** Renders on a worker thread: Thymeleaf works, and reads its files, on the thread that calls it. */
    Future<Buffer> render(String template, Language language, Map<String, Object> variables) {
        Map<String, Object> all = new HashMap<>(everywhere);
        all.put(TemplateWords.LANGUAGE, language);
        all.putAll(variables);
        return vertx.executeBlocking(() -> engine.process(template, new Context(language.locale(), all)), false)
                .map(page -> Buffer.buffer(Objects.requireNonNull(page)));
    }
}

package dev.regard.web;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.messageresolver.IMessageResolver;

/** What {@code #{key}} says in a template. A key without words fails the page, so that no test misses it. */
final class TemplateWords implements IMessageResolver {

    /** The variable of a template that holds its {@link Language}. */
    static final String LANGUAGE = "language";

    @Override
    public String getName() {
        return "words";
    }

    @Override
    public Integer getOrder() {
        return 0;
    }

    /** @param values for {0}, {1} and so on */
    @Override
    public String resolveMessage(
            ITemplateContext context, @Nullable Class<?> origin, String key, Object @Nullable [] values) {
        Language language = (Language) Objects.requireNonNull(context.getVariable(LANGUAGE));
        String words = language.html().get(key);
        if (words == null) {
            throw new IllegalStateException("The language '%s' has no words for '%s'".formatted(language.tag(), key));
        }
        for (int at = 0; values != null && at < values.length; at++) {
            words = words.replace("{" + at + "}", String.valueOf(values[at]));
        }
        return words;
    }

    @Override
    public String createAbsentMessageRepresentation(
            ITemplateContext context, @Nullable Class<?> origin, String key, Object @Nullable [] values) {
        return key;
    }
}

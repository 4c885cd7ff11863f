package dev.regard.web;

import dev.regard.TestServer;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The tests of this class visit the page with a browser: each is handed a {@link RegardPage} that nobody has opened yet,
 * and fails when the browser complains. One browser for all classes, one server for each.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(Visit.Guide.class)
@interface Visit {

    /** The path that the server stands under, such as {@code /regard}. */
    String under() default "";

    /** Opens what the tests need; JUnit closes it where its time is over. */
    final class Guide implements ParameterResolver, AfterTestExecutionCallback {

        private static final Namespace NAMESPACE = Namespace.create(Guide.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
            return parameter.getParameter().getType() == RegardPage.class;
        }

        @Override
        public RegardPage resolveParameter(ParameterContext parameter, ExtensionContext test) {
            Browser browser = test.getRoot()
                    .getStore(NAMESPACE)
                    .getOrComputeIfAbsent(Browser.class, absent -> Browser.launch(), Browser.class);
            TestServer server = test.getParent()
                    .orElseThrow()
                    .getStore(NAMESPACE)
                    .getOrComputeIfAbsent(
                            TestServer.class, absent -> TestServer.startUnder(under(test)), TestServer.class);
            RegardPage page = new RegardPage(browser.profile(screen(test)), server.uri());
            test.getStore(NAMESPACE).put(RegardPage.class, page);
            return page;
        }

        @Override
        public void afterTestExecution(ExtensionContext test) {
            RegardPage page = test.getStore(NAMESPACE).get(RegardPage.class, RegardPage.class);
            if (page != null && test.getExecutionException().isEmpty()) {
                page.assertNoComplaints();
            }
        }

        private static String under(ExtensionContext test) {
            return test.getRequiredTestClass().getAnnotation(Visit.class).under();
        }

        private static Screen screen(ExtensionContext test) {
            Screen own = test.getRequiredTestMethod().getAnnotation(Screen.class);
            Screen shared = test.getRequiredTestClass().getAnnotation(Screen.class);
            return own != null ? own : shared != null ? shared : Standard.class.getAnnotation(Screen.class);
        }

        @Screen
        private static final class Standard {}
    }
}

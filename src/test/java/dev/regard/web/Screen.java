package dev.regard.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The screen that a test looks at the page on; by default a small laptop's. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@interface Screen {

    int width() default 1280;

    int height() default 800;

    boolean dark() default false;

    /** Whether its owner wants nothing to move. */
    boolean still() default false;

    /** What the browser is set to read. */
    String language() default "en-US";

    /** Whether it is a phone's. */
    boolean touch() default false;
}

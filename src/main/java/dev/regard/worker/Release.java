package dev.regard.worker;

import java.util.Objects;

/** Which release of Regard this is. */
public final class Release {

    private Release() {}

    /** Its version, as the manifest of its archive says it. */
    public static String version() {
        return Objects.requireNonNullElse(Release.class.getPackage().getImplementationVersion(), "development");
    }
}

package org.unclip.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/** Which Unclip this is. */
public final class CodeVersion {
    private static final String BUILD = "/unclip-build.properties"; // filled in by Maven
    private static final String UNKNOWN = "not known";

    private CodeVersion() {}

    /** The version of the build. */
    public static String version() {
        return ofBuild("version").orElse(UNKNOWN);
    }

    /** The commit: of the clone that it was started from, or else of the build. */
    public static String commit() {
        return Optional.ofNullable(System.getProperty("unclip.commit"))
                .or(() -> ofBuild("commit"))
                .orElse(UNKNOWN);
    }

    private static Optional<String> ofBuild(String key) {
        Properties properties = new Properties();
        try (InputStream in = CodeVersion.class.getResourceAsStream(BUILD)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the class path does not fail
        }
        return Optional.ofNullable(properties.getProperty(key)).filter(value -> !value.startsWith("${"));
    }
}

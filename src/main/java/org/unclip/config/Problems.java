package org.unclip.config;

import com.typesafe.config.ConfigOrigin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a configuration, in the order found, to be thrown once. One thread. */
final class Problems {
    private final List<String> found = new ArrayList<>();

    /** Adds a sentence about the key at {@code path}, set at {@code origin}. */
    void add(String path, ConfigOrigin origin, String sentence) {
        found.add("%s (%s) %s".formatted(path.isEmpty() ? "the configuration" : path, place(origin), sentence));
    }

    /** Throws all of them as one {@link UserError}, if there are any. */
    void throwIfAny() {
        if (found.size() == 1) {
            throw UserError.fatal("Configuration: " + found.get(0));
        }
        if (!found.isEmpty()) {
            throw UserError.fatal("Configuration has %d problems:%n  - %s"
                    .formatted(found.size(), String.join("%n  - ".formatted(), found)));
        }
    }

    /** {@code file:line} where that is known, otherwise what the origin says of itself. */
    static String place(ConfigOrigin origin) {
        if (origin.filename() == null) {
            return origin.description().replaceAll(": (?=[0-9])", ":");
        }
        return shortest(Path.of(origin.filename())) + (origin.lineNumber() > 0 ? ":" + origin.lineNumber() : "");
    }

    private static String shortest(Path file) {
        Path here = Path.of("").toAbsolutePath();
        Path absolute = file.toAbsolutePath().normalize();
        return absolute.startsWith(here) ? here.relativize(absolute).toString() : absolute.toString();
    }
}

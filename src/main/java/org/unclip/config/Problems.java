package org.unclip.config;

import com.typesafe.config.ConfigOrigin;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is wrong with a configuration, in the order found, to be thrown once. One thread. */
final class Problems {
    private final Map<String, String> found = new LinkedHashMap<>();

    /**
     * Adds a sentence about the key at {@code path}, set at {@code origin}. A value that several sections have from one
     * place, such as a template, is one problem, told of the section that came first.
     */
    void add(String path, ConfigOrigin origin, String sentence) {
        String place = place(origin);
        String key = path.substring(path.lastIndexOf('.') + 1);
        found.putIfAbsent(
                String.join("\n", place, key, sentence),
                "%s (%s) %s".formatted(path.isEmpty() ? "the configuration" : path, place, sentence));
    }

    /** Throws all of them as one {@link UserError}, if there are any. */
    void throwIfAny() {
        if (found.size() == 1) {
            throw UserError.fatal("Configuration: " + found.values().iterator().next());
        }
        if (!found.isEmpty()) {
            throw UserError.fatal("Configuration has %d problems:%n  - %s"
                    .formatted(found.size(), String.join("%n  - ".formatted(), found.values())));
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

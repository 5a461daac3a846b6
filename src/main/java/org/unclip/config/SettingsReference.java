package org.unclip.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Every key of {@code reference.conf} with its default and its comment.
 *
 * <p>A key that a section inherits and gives another default, as {@code clip.training.steps} does, has the comment of the
 * one it inherits from before its own: the one whose path ends alike, over most words.
 */
public final class SettingsReference {

    /**
     * A key.
     *
     * @param value default, as HOCON writes it
     * @param meaning sentences, with the unit
     */
    public record Key(String path, String value, String meaning) {}

    private final SortedMap<String, Key> keys = new TreeMap<>();

    /** Reads the defaults. */
    public SettingsReference() {
        URL reference =
                Objects.requireNonNull(SettingsReference.class.getResource("/reference.conf"), "reference.conf");
        Config config = ConfigFactory.parseURL(reference).resolve();
        collect("", config.root());
    }

    private void collect(String prefix, ConfigObject section) {
        section.forEach((name, value) -> {
            String path = prefix.isEmpty() ? name : prefix + "." + name;
            if (value instanceof ConfigObject below && !below.isEmpty()) {
                collect(path, below);
            } else {
                keys.put(path, new Key(path, value.render(ConfigRenderOptions.concise()), comment(value)));
            }
        });
    }

    private static String comment(ConfigValue value) {
        return value.origin().comments().stream().map(String::strip).collect(Collectors.joining(" "));
    }

    /**
     * The keys of a section, or the key itself; all of them for "".
     *
     * @throws UserError if there is none, with the nearest section or key
     */
    public List<Key> below(String prefix) {
        List<Key> found = keys.values().stream()
                .filter(key -> prefix.isEmpty()
                        || key.path().equals(prefix)
                        || key.path().startsWith(prefix + "."))
                .map(this::explained)
                .toList();
        if (found.isEmpty()) {
            String mend = Nearest.to(prefix, sectionsAndKeys())
                    .map(near -> "did you mean " + near + "?")
                    .orElse("jobs/unclip settings shows them all");
            throw UserError.of("the section or key", prefix, "one of reference.conf", mend);
        }
        return found;
    }

    private Set<String> sectionsAndKeys() {
        Set<String> all = new TreeSet<>(keys.keySet());
        for (String path : keys.keySet()) {
            for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
                all.add(path.substring(0, dot));
            }
        }
        return all;
    }

    private Key explained(Key key) {
        if (isSentence(key.meaning())) {
            return key;
        }
        Key inherited = key;
        int most = 0;
        for (Key other : keys.values()) {
            int alike = wordsAlike(key.path(), other.path());
            if (alike > most && isSentence(other.meaning())) {
                most = alike;
                inherited = other;
            }
        }
        String own = key.meaning().isEmpty() ? "" : " Here: " + key.meaning() + ".";
        return new Key(key.path(), key.value(), inherited.meaning() + own);
    }

    /** The comment of a key itself; a remark on a default has no full stop. */
    private static boolean isSentence(String meaning) {
        return meaning.endsWith(".");
    }

    /** How many words two paths end with in common. */
    private static int wordsAlike(String one, String other) {
        String[] ones = one.split("\\.");
        String[] others = other.split("\\.");
        int alike = 0;
        while (alike < Math.min(ones.length, others.length)
                && ones[ones.length - 1 - alike].equals(others[others.length - 1 - alike])) {
            alike++;
        }
        return alike;
    }
}

package org.unclip.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The settings of a run: {@code --set} over a user's HOCON file over {@code reference.conf}, substitutions resolved
 * (from the environment too).
 *
 * <p>Each component owns a record with the keys of its section; {@link #read} fills it. Immutable.
 */
public final class Settings {
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{[^}]*}");

    private final Config config;

    private Settings(Config config) {
        this.config = config;
    }

    /**
     * Reads and resolves the settings.
     *
     * @param file the user's HOCON file, if any
     * @param setKeyValues {@code key=value} each; {@code null} and a value that begins with {@code [ { "} or
     *     <code>${</code> are HOCON, any other is taken as it stands
     * @throws UserError if the file is missing or broken, a substitution has no value, or a section is unknown
     */
    public static Settings load(Optional<Path> file, List<String> setKeyValues) {
        URL reference = Objects.requireNonNull(Settings.class.getResource("/reference.conf"), "reference.conf");
        return load(ConfigFactory.parseURL(reference, named("reference.conf")), file, setKeyValues);
    }

    static Settings load(Config reference, Optional<Path> file, List<String> setKeyValues) {
        Config layers = file.map(Settings::parse).orElse(ConfigFactory.empty()).withFallback(reference);
        for (String keyValue : setKeyValues) {
            layers = assignment(keyValue).withFallback(layers);
        }
        Settings settings = new Settings(resolve(layers));
        settings.rejectUnknownSections(reference);
        return settings;
    }

    /**
     * The section at {@code path} ("" for the whole tree) as a record.
     *
     * <p>A range check is an {@link IllegalArgumentException} of the record's compact constructor whose message begins
     * with the component's name ("steps must be at least 1, got 0"). Enum constants are written lower-case-with-dashes.
     * Maps are in the order of their keys; an entry set to {@code null} is left out.
     *
     * @throws UserError that names every unknown, missing, ill-typed and out-of-range key with its file and line
     */
    public <R extends Record> R read(String path, Class<R> type) {
        if (!path.isEmpty() && !config.hasPath(path)) {
            throw UserError.fatal("Configuration: section " + path + " is missing.");
        }
        ConfigValue value = path.isEmpty() ? config.root() : config.getValue(path);
        Problems problems = new Problems();
        if (!(value instanceof ConfigObject section)) {
            throw UserError.of(path, value.unwrapped(), "a section", "write its keys in braces, " + path + " { … }");
        }
        Optional<R> read = new RecordReader(problems).record(section, type, path);
        problems.throwIfAny();
        return read.orElseThrow(() -> new IllegalStateException(path + " was not read, and no problem noted"));
    }

    /** All settings as resolved HOCON, to be kept beside what a run wrote; {@link #load} reads it back. */
    public String render() {
        return config.root()
                .render(ConfigRenderOptions.defaults().setOriginComments(false).setJson(false));
    }

    /** The same with every secret masked, and without any trace of it. */
    public Settings masked() {
        Config masked = config;
        for (Map.Entry<String, ConfigValue> entry : config.entrySet()) {
            if (Setting.isSecret(entry.getKey())) {
                masked = masked.withValue(entry.getKey(), ConfigValueFactory.fromAnyRef(Setting.MASK));
            }
        }
        return new Settings(masked);
    }

    /** Every setting that has a value, by path, with its origin; secrets masked. */
    public List<Setting> list() {
        return config.entrySet().stream()
                .map(entry -> Setting.of(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Setting::path))
                .toList();
    }

    private static ConfigParseOptions named(String place) {
        return ConfigParseOptions.defaults().setAllowMissing(false).setOriginDescription(place);
    }

    private static Config parse(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw UserError.fatal("Configuration file %s %s: give --conf a readable HOCON file."
                    .formatted(file, Files.exists(file) ? "can't be read" : "does not exist"));
        }
        try {
            return ConfigFactory.parseFile(file.toFile(), named(file.toString()));
        } catch (ConfigException broken) {
            throw UserError.fatal(
                    "Configuration file %s is broken: %s".formatted(placeOf(broken, file), detail(broken)), broken);
        }
    }

    private static Config assignment(String keyValue) {
        int equals = keyValue.indexOf('=');
        if (equals < 1) {
            throw UserError.of("--set", keyValue, "key=value", "write for example --set run.seed=7");
        }
        String value = keyValue.substring(equals + 1).strip();
        try {
            String key = ConfigUtil.joinPath(
                    ConfigUtil.splitPath(keyValue.substring(0, equals).strip()));
            return isHocon(value)
                    ? ConfigFactory.parseString(key + "=" + value, named("--set " + Setting.masked(keyValue)))
                    : ConfigValueFactory.fromAnyRef(value)
                            .withOrigin(ConfigOriginFactory.newSimple("--set " + Setting.masked(keyValue)))
                            .atPath(key);
        } catch (ConfigException broken) {
            throw UserError.fatal("--set %s is broken: %s".formatted(Setting.masked(keyValue), detail(broken)), broken);
        }
    }

    private static boolean isHocon(String value) {
        return value.equals("null") || Stream.of("[", "{", "\"", "${").anyMatch(value::startsWith);
    }

    private static Config resolve(Config layers) {
        try {
            return layers.resolve();
        } catch (ConfigException.UnresolvedSubstitution missing) {
            throw UserError.fatal(
                    "Configuration: %s refers to %s, which is set neither in the configuration nor in the environment."
                            .formatted(Problems.place(missing.origin()), substitution(missing)),
                    missing);
        } catch (ConfigException unresolved) {
            throw UserError.fatal("Configuration can't be resolved: " + unresolved.getMessage(), unresolved);
        }
    }

    private void rejectUnknownSections(Config reference) {
        Problems problems = new Problems();
        List<String> known = List.copyOf(new TreeSet<>(reference.root().keySet()));
        config.root().forEach((key, value) -> {
            if (!known.contains(key)) {
                problems.add(key, value.origin(), RecordReader.unknownKey(key, known));
            }
        });
        problems.throwIfAny();
    }

    private static String substitution(ConfigException missing) {
        Matcher matcher = SUBSTITUTION.matcher(missing.getMessage());
        return matcher.find() ? matcher.group() : "a key";
    }

    private static String placeOf(ConfigException broken, Path file) {
        return broken.origin() == null ? file.toString() : Problems.place(broken.origin());
    }

    /** The exception's message without its own, longer naming of the place. */
    private static String detail(ConfigException broken) {
        String prefix = broken.origin() == null ? "" : broken.origin().description() + ": ";
        String message = broken.getMessage();
        return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    }
}

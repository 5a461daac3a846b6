package org.unclip.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Maps a HOCON section to a record by the names of its components.
 *
 * <p>A component is a scalar ({@link Scalar}), a record, a {@code List}, a {@code Map} from names, or an {@code
 * Optional} of one. Whatever is wrong goes to {@link Problems} with its path; a record is only built when all of its
 * components could be read.
 */
final class RecordReader {
    private static final Pattern LEADING_KEY = Pattern.compile("^[A-Za-z0-9]+(\\.[A-Za-z0-9]+)*");

    private final Problems problems;

    RecordReader(Problems problems) {
        this.problems = problems;
    }

    /** The section as a record, or nothing after a problem was noted. */
    <R extends Record> Optional<R> record(ConfigObject section, Class<R> type, String path) {
        RecordComponent[] components = type.getRecordComponents();
        boolean sound = rejectUnknown(section, keys(type), path);
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            Optional<Object> value = components[i].isAnnotationPresent(Flat.class)
                    ? flat(section, components[i].getType().asSubclass(Record.class), path)
                    : component(section, components[i], path);
            sound &= value.isPresent();
            values[i] = value.orElse(null);
        }
        return sound ? build(type, values, section, path) : Optional.empty();
    }

    private static List<String> keys(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(component -> component.isAnnotationPresent(Flat.class)
                        ? keys(component.getType()).stream()
                        : Stream.of(component.getName()))
                .toList();
    }

    private Optional<Object> flat(ConfigObject section, Class<? extends Record> type, String path) {
        List<String> known = keys(type);
        ConfigObject own = section;
        for (String key : section.keySet()) {
            own = known.contains(key) ? own : own.withoutKey(key);
        }
        return record(own, type, path).map(Object.class::cast);
    }

    private boolean rejectUnknown(ConfigObject section, List<String> known, String path) {
        List<String> unknown = section.keySet().stream()
                .filter(key -> !known.contains(key))
                .sorted()
                .toList();
        for (String key : unknown) {
            problems.add(child(path, key), section.get(key).origin(), unknownKey(key, known));
        }
        return unknown.isEmpty();
    }

    /** What to say of a key nobody reads. */
    static String unknownKey(String key, List<String> known) {
        return Nearest.to(key, known)
                .map(name -> "is unknown: did you mean \"" + name + "\"?")
                .orElseGet(() -> "is unknown: known here are " + String.join(", ", known));
    }

    private Optional<Object> component(ConfigObject section, RecordComponent component, String path) {
        ConfigValue value = section.get(component.getName());
        String at = child(path, component.getName());
        boolean absent = value == null || value.valueType() == ConfigValueType.NULL;
        if (component.getType() == Optional.class) {
            return absent
                    ? Optional.of(Optional.empty())
                    : value(value, argument(component.getGenericType(), 0), at).map(Optional::of);
        }
        if (absent) {
            problems.add(at, (value == null ? section : value).origin(), "is missing");
            return Optional.empty();
        }
        return value(value, component.getGenericType(), at);
    }

    private Optional<Object> value(ConfigValue value, Type type, String path) {
        Class<?> raw = (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
        if (raw == List.class) {
            return list(value, argument(type, 0), path);
        }
        if (raw == Map.class && argument(type, 1) == String.class) {
            return section(value, path).map(RecordReader::leaves);
        }
        if (raw == Map.class) {
            return map(value, argument(type, 1), path);
        }
        if (raw.isRecord()) {
            return section(value, path).flatMap(section -> record(section, raw.asSubclass(Record.class), path));
        }
        if (!Scalar.knows(raw)) {
            throw new IllegalStateException(path + ": a configuration record can't hold a " + raw.getName());
        }
        try {
            return Optional.of(Scalar.read(value, raw));
        } catch (IllegalArgumentException wrong) {
            problems.add(path, value.origin(), wrong.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Object> list(ConfigValue value, Type element, String path) {
        if (!(value instanceof ConfigList list)) {
            problems.add(path, value.origin(), "is %s, but must be a list such as [a, b]".formatted(shown(value)));
            return Optional.empty();
        }
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            value(list.get(i), element, path + "[" + i + "]").ifPresent(elements::add);
        }
        return elements.size() == list.size() ? Optional.of(List.copyOf(elements)) : Optional.empty();
    }

    /** A section of keys that are not ours: every value by its whole path. */
    private static Object leaves(ConfigObject section) {
        Map<String, String> leaves = new TreeMap<>();
        section.toConfig()
                .entrySet()
                .forEach(leaf -> leaves.put(
                        String.join(".", ConfigUtil.splitPath(leaf.getKey())),
                        String.valueOf(leaf.getValue().unwrapped())));
        return Collections.unmodifiableMap(leaves);
    }

    private Optional<Object> map(ConfigValue value, Type element, String path) {
        return section(value, path).flatMap(section -> {
            Map<String, ConfigValue> named = new TreeMap<>(section);
            named.values().removeIf(entry -> entry.valueType() == ConfigValueType.NULL);
            Map<String, Object> entries = new LinkedHashMap<>();
            named.forEach((name, entry) ->
                    value(entry, element, child(path, name)).ifPresent(read -> entries.put(name, read)));
            return entries.size() == named.size()
                    ? Optional.of(Collections.unmodifiableMap(entries))
                    : Optional.empty();
        });
    }

    private Optional<ConfigObject> section(ConfigValue value, String path) {
        if (value instanceof ConfigObject section) {
            return Optional.of(section);
        }
        problems.add(path, value.origin(), "is %s, but must be a section { … }".formatted(shown(value)));
        return Optional.empty();
    }

    private <R extends Record> Optional<R> build(Class<R> type, Object[] values, ConfigObject section, String path) {
        try {
            return Optional.of(canonical(type).newInstance(values));
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof IllegalArgumentException || thrown.getCause() instanceof UserError) {
                refused(thrown.getCause().getMessage(), section, path);
                return Optional.empty();
            }
            throw new IllegalStateException(path + ": " + type.getName() + " failed on its values", thrown.getCause());
        } catch (ReflectiveOperationException closed) {
            throw new IllegalStateException(type.getName() + " has no constructor to call", closed);
        }
    }

    /** A record's complaint begins with the key it is about ("steps …", "adam.beta1 …"): then its line is named. */
    private void refused(String complaint, ConfigObject section, String path) {
        Matcher key = LEADING_KEY.matcher(complaint);
        if (key.find() && section.toConfig().hasPathOrNull(key.group())) {
            ConfigValue culprit = section;
            for (String name : key.group().split("\\.")) {
                culprit = ((ConfigObject) culprit).get(name);
            }
            problems.add(
                    path.isEmpty() ? key.group() : path + "." + key.group(),
                    culprit.origin(),
                    complaint.substring(key.end()).strip());
        } else {
            problems.add(path, section.origin(), "is refused: " + complaint);
        }
    }

    private static <R extends Record> Constructor<R> canonical(Class<R> type) throws NoSuchMethodException {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        Constructor<R> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor;
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }

    private static String shown(ConfigValue value) {
        return value.valueType() == ConfigValueType.OBJECT ? "a section" : String.valueOf(value.unwrapped());
    }

    private static String child(String path, String key) {
        String last = ConfigUtil.joinPath(key);
        return path.isEmpty() ? last : path + "." + last;
    }
}

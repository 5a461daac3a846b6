package org.unclip.config;

import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Single values of a configuration as Java values. Text that reads as a number or truth value is one, as in HOCON. */
final class Scalar {
    private Scalar() {}

    /** Whether {@link #read} knows the type. */
    static boolean knows(Class<?> type) {
        return type.isPrimitive() || type == String.class || type.isEnum() || isBoxed(type);
    }

    /**
     * The value as {@code type}.
     *
     * @throws IllegalArgumentException with a clause to follow the key's name, if it is none
     */
    static Object read(ConfigValue value, Class<?> type) {
        boolean structured = value.valueType() == ConfigValueType.OBJECT || value.valueType() == ConfigValueType.LIST;
        if (structured) {
            throw wrong(value.valueType() == ConfigValueType.LIST ? "a list" : "a section", describe(type));
        }
        String text = value.atKey("value").getString("value");
        if (type == String.class) {
            return text;
        }
        if (type.isEnum()) {
            return constant(text, type);
        }
        if (type == boolean.class || type == Boolean.class) {
            return truth(text);
        }
        return number(text, type);
    }

    /** How HOCON writes a constant: lower case with dashes. */
    static String hoconName(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Object constant(String text, Class<?> type) {
        List<String> names =
                Arrays.stream(type.getEnumConstants()).map(Scalar::hoconName).toList();
        int index = names.indexOf(text);
        if (index < 0) {
            String hint = Nearest.to(text, names)
                    .map(name -> ": did you mean \"" + name + "\"?")
                    .orElse("");
            throw new IllegalArgumentException(
                    "is \"%s\", but must be one of %s%s".formatted(text, String.join(", ", names), hint));
        }
        return type.getEnumConstants()[index];
    }

    private static Boolean truth(String text) {
        return switch (text) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw wrong("\"" + text + "\"", "true or false");
        };
    }

    private static Object number(String text, Class<?> type) {
        try {
            BigDecimal exact = new BigDecimal(text.strip());
            if (type == int.class || type == Integer.class) {
                return exact.intValueExact();
            }
            if (type == long.class || type == Long.class) {
                return exact.longValueExact();
            }
            if (type == float.class || type == Float.class) {
                return exact.floatValue();
            }
            return exact.doubleValue();
        } catch (ArithmeticException | NumberFormatException notOne) {
            throw wrong("\"" + text + "\"", describe(type));
        }
    }

    private static IllegalArgumentException wrong(String found, String expected) {
        return new IllegalArgumentException("is %s, but must be %s".formatted(found, expected));
    }

    private static String describe(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return "a whole number of at most 2147483647";
        }
        if (type == long.class || type == Long.class) {
            return "a whole number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        return type == String.class || type.isEnum() ? "text" : "a number";
    }

    private static boolean isBoxed(Class<?> type) {
        return type == Boolean.class
                || type == Integer.class
                || type == Long.class
                || type == Float.class
                || type == Double.class;
    }
}

package org.unclip.config;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.util.regex.Pattern;

/**
 * One setting and where its value comes from.
 *
 * @param path such as {@code prior.training.steps}
 * @param value a text as it stands, anything else as HOCON writes it; a mask in the place of a secret
 * @param origin {@code reference.conf:12}, {@code my.conf:3}, {@code --set} or what the environment is called
 */
public record Setting(String path, String value, String origin) {
    static final String MASK = "(hidden)";

    private static final String ASSIGNMENT = "--set";
    private static final String DEFAULTS = "reference.conf";

    // "token" is a secret, a tokenizer is none.
    private static final Pattern SECRET = Pattern.compile(
            "secret|password|credential|token(?!iz)|(access|account|encryption)[.-]?key", Pattern.CASE_INSENSITIVE);

    static Setting of(String path, ConfigValue value) {
        String origin = Problems.place(value.origin()).replaceFirst("^(?!--).*/(?=[^/]+:[0-9]+$)", "");
        String shown = value.unwrapped() instanceof String text ? text : value.render(ConfigRenderOptions.concise());
        // The origin of an assignment repeats its value, which may be a secret, and long.
        return new Setting(path, isSecret(path) ? MASK : shown, origin.startsWith(ASSIGNMENT) ? ASSIGNMENT : origin);
    }

    /** Whether the value is that of {@code reference.conf}. */
    public boolean byDefault() {
        return origin.startsWith(DEFAULTS);
    }

    /** A word of a command line such as {@code --set=key=value}, with a mask in the place of a secret's value. */
    public static String masked(String word) {
        String assignment = word.startsWith(ASSIGNMENT + "=") ? word.substring(ASSIGNMENT.length() + 1) : word;
        int equals = assignment.indexOf('=');
        boolean secret = equals > 0 && isSecret(assignment.substring(0, equals));
        return secret ? word.substring(0, word.length() - assignment.length() + equals + 1) + MASK : word;
    }

    /** Whether the name of a setting says that its value must not be shown. */
    public static boolean isSecret(String path) {
        return SECRET.matcher(path).find();
    }
}

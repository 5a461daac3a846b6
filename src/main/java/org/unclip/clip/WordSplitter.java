package org.unclip.clip;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a text into the words that byte pairs are merged in, as CLIP does.
 *
 * <p>The text is brought to Unicode NFC and lower case; white space separates and vanishes. A word is a special token,
 * an English contraction's end, a run of letters, one digit, or a run of anything else.
 */
final class WordSplitter {
    private static final Pattern WORD = Pattern.compile(
            "<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d|\\p{L}+|\\p{N}|[^\\s\\p{L}\\p{N}]+",
            Pattern.UNICODE_CHARACTER_CLASS);

    private WordSplitter() {}

    static List<String> words(String text) {
        Matcher matcher = WORD.matcher(normalize(text));
        List<String> words = new ArrayList<>();
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    static String normalize(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}

package org.unclip.data.layout;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Captions as they are stored: one line each, none blank, none twice. */
public final class CaptionText {
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cntrl}]+");

    private CaptionText() {}

    /** The captions in their order, with runs of blanks and line ends as one space and none around. */
    public static List<String> clean(List<String> captions) {
        Set<String> cleaned = new LinkedHashSet<>();
        for (String caption : captions) {
            String line = BLANKS.matcher(caption).replaceAll(" ").strip();
            if (!line.isEmpty()) {
                cleaned.add(line);
            }
        }
        return List.copyOf(cleaned);
    }
}

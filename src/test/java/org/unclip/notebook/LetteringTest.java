package org.unclip.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LetteringTest {
    private static final String CAPTION = "a small orange triangle below a small black square on a white background";

    @Test
    void linesBreakBetweenWordsAndFit() {
        List<String> lines = Lettering.lines(CAPTION, 150, 9);

        assertEquals(CAPTION, String.join(" ", lines));
        assertTrue(lines.stream().allMatch(line -> Lettering.width(line) <= 150), lines.toString());
    }

    @Test
    void whatIsCutSaysSo() {
        List<String> lines = Lettering.lines(CAPTION, 150, 2);

        assertEquals(2, lines.size());
        assertTrue(lines.get(1).endsWith("…"), lines.toString());
        assertTrue(Lettering.width(lines.get(1)) <= 150, lines.toString());
    }

    @Test
    void aWordThatIsTooLongIsCut() {
        List<String> lines = Lettering.lines("Donaudampfschifffahrtsgesellschaft", 100, 2);

        assertEquals(1, lines.size());
        assertTrue(lines.get(0).startsWith("Donau") && lines.get(0).endsWith("…"), lines.toString());
        assertTrue(Lettering.width(lines.get(0)) <= 100, lines.toString());
    }

    @Test
    void anEmptyTextIsAnEmptyLine() {
        assertEquals(List.of(""), Lettering.lines("", 100, 2));
    }
}

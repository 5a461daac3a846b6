package org.unclip.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;

class EmbeddingsRequestTest {
    private static final SortedMap<String, Long> ONE = new TreeMap<>(Map.of("ab12", 1500L));
    private static final SortedMap<String, Long> TWO = new TreeMap<>(Map.of("ab12", 1500L, "cd34", 3L));

    @Test
    void theOnlyClipIsTaken() {
        assertEquals("ab12", asked(null, null).clipAmong(ONE, "embeddings"));
        assertEquals("cd34", asked("cd34", null).clipAmong(TWO, "embeddings"));
    }

    @Test
    void ofSeveralClipsOneMustBeChosen() {
        assertRefused(
                "embeddings mixes embeddings of 2 CLIPs, which do not compare: ab12 (1,500 rows), cd34 (3 rows). Choose"
                        + " one with --clip FINGERPRINT.",
                () -> asked(null, null).clipAmong(TWO, "embeddings"));
        assertRefused(
                "--clip is \"ef\", but must be a fingerprint in embeddings: it has ab12 (1,500 rows).",
                () -> asked("ef", null).clipAmong(ONE, "embeddings"));
        assertRefused("There is no embedding in embeddings: run embed first.", () -> asked(null, null)
                .clipAmong(new TreeMap<>(), "embeddings"));
    }

    @Test
    void heldOutPairsAreTakenIfThereAreAny() {
        SortedMap<String, Long> splits = new TreeMap<>(Map.of("train", 80L));
        assertEquals("all", asked(null, null).splitAmong(splits, "pairs"));
        splits.put("validation", 20L);
        assertEquals("validation", asked(null, null).splitAmong(splits, "pairs"));
        assertEquals("all", asked(null, "all").splitAmong(splits, "pairs"));
        assertRefused(
                "--split is \"test\", but must be a split in pairs or all: it has train (80 pairs), validation (20 pairs).",
                () -> asked(null, "test").splitAmong(splits, "pairs"));
    }

    @Test
    void fewerThanTenPairsAreRefused() {
        assertRefused(
                "--pairs is 9, but must be at least 10: recall@10 of fewer is 1 whatever the embeddings are.",
                () -> new EmbeddingsRequest(Optional.empty(), Optional.empty(), 9));
    }

    private static void assertRefused(String message, Executable work) {
        UserError refused = assertThrows(UserError.class, work);
        assertEquals(message, refused.getMessage());
        assertEquals(ExitCode.FATAL, refused.exitCode());
    }

    private static EmbeddingsRequest asked(String clip, String split) {
        return new EmbeddingsRequest(Optional.ofNullable(clip), Optional.ofNullable(split), 10);
    }
}

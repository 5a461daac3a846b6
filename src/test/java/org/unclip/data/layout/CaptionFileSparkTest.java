package org.unclip.data.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.unclip.config.UserError;
import org.unclip.data.LocalSpark;

/** Captions files with a caption a line: the real ones, whole, and what can be wrong with a line. */
class CaptionFileSparkTest {
    private static final Path SHARED = Path.of("../shared/data");
    private static final Path FLICKR8K = SHARED.resolve("flickr8k/Flickr8k.token.txt");

    @Test
    void theOriginalFileOfFlickr8kIsReadWhole() throws IOException {
        LayoutRows rows = real(FLICKR8K);

        assertEquals(8092, rows.captions().size());
        assertEquals(40460, rows.captionsInAll());
        assertEquals(Map.of(), rows.rejected());
        assertTrue(rows.captions().values().stream().allMatch(captions -> captions.size() == 5));
    }

    @Test
    void aNameWithASecondEndingAndCaptionsOfOneWordAreKeptAsTheyAre() throws IOException {
        Map<String, List<String>> captions = real(FLICKR8K).captions();

        assertEquals(
                "people waiting for the subway",
                captions.get("x/2258277193_586949ec62.jpg.1").get(0));
        assertEquals("A", captions.get("x/2428275562_4bde2bc5ea.jpg").get(0));
        assertEquals("a", captions.get("x/3640443200_b8066f37f6.jpg").get(0));
    }

    @Test
    void kagglesFileSaysWhatTheOriginalSays() throws IOException {
        LayoutRows kaggle = real(SHARED.resolve("flickr8k/captions.txt"));
        Map<String, List<String>> original = real(FLICKR8K).captions();

        assertEquals(1000, kaggle.captions().size());
        assertEquals(4999, kaggle.captionsInAll());
        assertEquals(Map.of(), kaggle.rejected());
        assertTrue(kaggle.captions()
                .get("x/1253275679_e955fb7304.jpg")
                .contains("Young boy with a black \" ADHD \" t-shirt nodding off"));
        kaggle.captions()
                .forEach((key, captions) ->
                        assertTrue(cleanOf(original).get(key).containsAll(CaptionText.clean(captions)), key));
    }

    @Test
    void bothFilesOfFlickr30kSayTheSameAlsoInTheRowWithoutItsSecondBar() throws IOException {
        LayoutRows results = real(SHARED.resolve("flickr30k/results.csv"));
        LayoutRows token = real(SHARED.resolve("flickr30k/results_20130124.token"));

        assertEquals(Map.of(), results.rejected());
        assertEquals(2000, results.captions().size());
        assertEquals(10000, results.captionsInAll());
        assertEquals(
                "A dog runs across the grass .",
                CaptionText.clean(results.captions().get("x/2199200615.jpg")).get(4));
        assertEquals(cleanOf(token.captions()), cleanOf(results.captions()));
    }

    @Test
    void splitsAreThoseOfTheListsAndNinetyTwoPicturesAreInNone() throws IOException {
        assumeTrue(Files.exists(FLICKR8K), "skipped: no captions file at " + FLICKR8K);
        FoundCaptions found = new FoundCaptions("x");
        CaptionFile.read(Files.newInputStream(FLICKR8K), "Flickr8k.token.txt", found);
        SplitLists.assign(
                new StoredFiles(LocalSpark.session()),
                SHARED.toAbsolutePath() + "/flickr8k/Flickr_8k.*Images.txt",
                found);
        LayoutRows rows = LayoutRows.of(found);

        Map<String, Long> counts =
                rows.splits().values().stream().collect(Collectors.groupingBy(s -> s, Collectors.counting()));
        assertEquals(Map.of("train", 6000L, "validation", 1000L, "test", 1000L, "unlisted", 92L), counts);
        assertEquals("unlisted", rows.splits().get("x/2258277193_586949ec62.jpg.1"));
    }

    @Test
    void linesThatCannotBeUsedAreRejectedWithTheirPlaceAndTheOthersKept() throws IOException {
        byte[] text = ("a.jpg#0\tone\r\n\r\nno tab here\na.jpg#1\t" + "x".repeat(10_000_000)
                        + "\nb.jpg#0\t?\na.jpg#2\ttwo")
                .getBytes(StandardCharsets.UTF_8);
        text[text.length - "?\na.jpg#2\ttwo".length()] = (byte) 0xff;
        LayoutRows rows = LayoutRows.of(text);

        assertEquals(Map.of("x/a.jpg", List.of("one", "two")), rows.captions());
        assertEquals(
                Map.of(
                        "x/captions:3",
                        "malformed-line: must be NAME.jpg#0, a tab and the caption, but is \"no tab here\"",
                        "x/captions:4",
                        "caption-too-long: line 4 is longer than the 65536 bytes allowed",
                        "x/captions:5",
                        "invalid-utf8: byte 8 does not belong to UTF-8 text"),
                rows.rejected());
    }

    @Test
    void quotedCaptionsMayHaveCommasQuotesAndLineEnds() throws IOException {
        LayoutRows rows = csv("\"a,b.jpg\",\"one,\n\"\"two\"\"\"\r\nc.jpg,it's 5\" wide\nc.jpg,\n");

        assertEquals(
                Map.of("x/a,b.jpg", List.of("one,\n\"two\""), "x/c.jpg", List.of("it's 5\" wide", "")),
                rows.captions());
        assertEquals(Map.of(), rows.rejected());
    }

    @Test
    void aQuoteThatNeverClosesCostsItsOwnLineAlone() throws IOException {
        LayoutRows rows = csv("a.jpg,\"open\nb.jpg,fine\nc.jpg,too, many\nd.jpg,\"closed\" twice\ne.jpg,\"good\"\n");

        assertEquals(Map.of("x/b.jpg", List.of("fine"), "x/e.jpg", List.of("good")), rows.captions());
        assertEquals(
                Set.of("x/captions:2", "x/captions:4", "x/captions:5"),
                rows.rejected().keySet());
    }

    @Test
    void aByteOrderMarkIsPassedOver() throws IOException {
        assertEquals(
                Map.of("x/a.jpg", List.of("one")),
                csvOf("\uFEFFimage,caption\na.jpg,one\n").captions());
    }

    @Test
    void aFileOfNoKnownFormIsRefused() {
        String message =
                assertThrows(UserError.class, () -> csvOf("<html>\n<body>")).getMessage();
        assertTrue(
                message.startsWith("Captions file folder/captions begins with \"<html>\", but must begin with"),
                message);
        assertTrue(message.endsWith(": correct data.captions."), message);
        assertThrows(UserError.class, () -> csvOf(""));
    }

    private static LayoutRows csv(String lines) throws IOException {
        return csvOf("image,caption\n" + lines);
    }

    private static LayoutRows csvOf(String text) throws IOException {
        return LayoutRows.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static LayoutRows real(Path file) throws IOException {
        assumeTrue(Files.exists(file), "skipped: no captions file at " + file);
        return LayoutRows.of(file);
    }

    private static Map<String, List<String>> cleanOf(Map<String, List<String>> captions) {
        Map<String, List<String>> clean = new TreeMap<>();
        captions.forEach((key, found) -> clean.put(key, CaptionText.clean(found)));
        return clean;
    }
}

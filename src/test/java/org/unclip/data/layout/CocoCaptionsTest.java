package org.unclip.data.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.unclip.config.UserError;

class CocoCaptionsTest {
    private static final Path ANNOTATIONS = Path.of("../shared/data/coco/annotations/captions_val2017.json");

    @Test
    void captionsAreJoinedToPicturesInEitherOrder() throws IOException {
        Map<String, List<String>> captions = read("""
                {"annotations": [{"image_id": 7, "id": 1, "caption": "two"}, {"image_id": 7, "caption": "three"}],
                 "licenses": [{"id": [1, {"x": 2}]}],
                 "images": [{"id": 7, "file_name": "a.jpg", "height": 3}, {"id": 8, "file_name": "b.jpg"}]}
                """);
        assertEquals(Map.of("a.jpg", List.of("two", "three"), "b.jpg", List.of()), captions);
    }

    @Test
    void theCompleteValidationSetIsRead() throws IOException {
        assumeTrue(Files.exists(ANNOTATIONS), "skipped: no captions file at " + ANNOTATIONS);
        try (InputStream in = Files.newInputStream(ANNOTATIONS)) {
            Map<String, List<String>> captions = CocoCaptions.read(in, "captions_val2017.json");
            assertEquals(5000, captions.size());
            assertEquals(25014, captions.values().stream().mapToInt(List::size).sum());
        }
    }

    @Test
    void lineEndsBlanksAndDuplicatesOfTheRealCaptionsAreCleaned() throws IOException {
        assumeTrue(Files.exists(ANNOTATIONS), "skipped: no captions file at " + ANNOTATIONS);
        try (InputStream in = Files.newInputStream(ANNOTATIONS)) {
            Collection<List<String>> found =
                    CocoCaptions.read(in, "captions_val2017.json").values();
            assertEquals(83, count(found, caption -> caption.contains("\n")));
            assertEquals(3541, count(found, caption -> !caption.equals(caption.strip())));
            assertEquals(
                    13, found.stream().filter(captions -> captions.size() > 5).count());

            List<List<String>> clean = found.stream().map(CaptionText::clean).toList();
            assertEquals(0, count(clean, caption -> caption.contains("\n") || !caption.equals(caption.strip())));
            assertEquals(25007, clean.stream().mapToInt(List::size).sum(), "seven said the same twice");
            assertEquals(
                    11, clean.stream().filter(captions -> captions.size() > 5).count());
        }
    }

    @Test
    void bytesThatAreNoUtf8AreRefusedWithTheirPlace() {
        byte[] json = "{\"images\":\n [{\"id\": 1, \"file_name\": \"?\"}]}".getBytes(StandardCharsets.UTF_8);
        json[json.length - 5] = (byte) 0xff;
        UserError error =
                assertThrows(UserError.class, () -> CocoCaptions.read(new ByteArrayInputStream(json), "x.json"));
        assertTrue(error.getMessage().startsWith("Captions file x.json is broken at line 2"), error.getMessage());
    }

    @Test
    void aBrokenFileIsRefusedWithItsPlace() {
        String cut = message("{\"images\": [],\n \"annotations\": [{\"image_id\": 7, \"capt");
        assertTrue(cut.startsWith("Captions file x.json is broken at line 2, column "), cut);
        assertTrue(message("[]").contains("the captions file must begin with {"));
        assertTrue(message("{\"images\": []}").contains("there is no \"annotations\""));
        assertTrue(message("").contains("line 1"));
        assertTrue(message("{\"images\": [{\"id\": \"7\", \"file_name\": \"a\"}]}")
                .contains("\"id\" must be a whole number"));
        assertTrue(message("{\"images\": [], \"annotations\": [{\"image_id\": 7, \"caption\": \"cat\"}]}")
                .contains("the caption \"cat\" belongs to picture 7, which \"images\" does not list"));
    }

    @Test
    void captionsBecomeOneLineEachWithoutBlanksAndDuplicates() {
        assertEquals(
                List.of("a cat sits", "a dog"),
                CaptionText.clean(List.of(" a cat\n sits ", "", "a dog\r\n", "a\u00a0cat\tsits", "  \n")));
    }

    private static long count(Collection<List<String>> captions, Predicate<String> wanted) {
        return captions.stream().flatMap(List::stream).filter(wanted).count();
    }

    private static String message(String json) {
        return assertThrows(UserError.class, () -> read(json)).getMessage();
    }

    private static Map<String, List<String>> read(String json) throws IOException {
        return CocoCaptions.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "x.json");
    }
}

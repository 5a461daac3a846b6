package org.unclip.data.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.unclip.config.UserError;

class KarpathyCaptionsSparkTest {
    @Test
    void everySplitIsKeptAndTheRestOfValidationIsTrainedOn() throws IOException {
        LayoutRows rows = LayoutRows.of(read("""
                {"images": [
                  {"sentids": [0], "imgid": 0, "filename": "a.jpg", "split": "train",
                   "sentences": [{"tokens": ["one"], "raw": "One.", "imgid": 0}, {"raw": "Two."}]},
                  {"filepath": "val2014", "filename": "b.jpg", "split": "restval", "sentences": [{"raw": "b"}]},
                  {"filename": "c.jpg", "split": "val", "sentences": []},
                  {"filename": "d.jpg", "split": "test"}],
                 "dataset": "coco"}
                """));
        assertEquals(
                Map.of(
                        "x/a.jpg", List.of("One.", "Two."),
                        "x/val2014/b.jpg", List.of("b"),
                        "x/c.jpg", List.of(),
                        "x/d.jpg", List.of()),
                rows.captions());
        assertEquals(
                Map.of("x/a.jpg", "train", "x/val2014/b.jpg", "train", "x/c.jpg", "validation", "x/d.jpg", "test"),
                rows.splits());
    }

    @Test
    void aBrokenFileIsRefusedWithItsPlace() {
        assertTrue(message("{\"images\":\n [{\"filename\": \"a.jpg\", \"spl")
                .startsWith("Captions file x.json is broken at line 2"));
        assertTrue(message("{}").contains("there is no \"images\""));
        assertTrue(message("{\"images\": [{\"filename\": \"a.jpg\", \"split\": \"dev\"}]}")
                .contains("\"split\" must be train, restval, val or test, but is \"dev\""));
        assertTrue(message("{\"images\": [{\"split\": \"val\"}]}").contains("\"filename\" must be a text"));
        assertTrue(message("{\"images\": [{\"filename\": \"a.jpg\", \"sentences\": [{}]}]}")
                .contains("\"raw\" must be a text"));
    }

    private static String message(String json) {
        return assertThrows(UserError.class, () -> read(json)).getMessage();
    }

    private static FoundCaptions read(String json) throws IOException {
        FoundCaptions found = new FoundCaptions("x");
        KarpathyCaptions.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "x.json", found);
        return found;
    }
}

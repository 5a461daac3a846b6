package org.unclip.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.unclip.config.Settings;
import org.unclip.config.UserError;

class DataConfigTest {
    @Test
    void theReferenceDescribesTheDrawnScenes() {
        DataConfig expected = new DataConfig(
                DataConfig.Source.SHAPES,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                64,
                5,
                0.05,
                0.01,
                new DataConfig.ShapesConfig(12000, 2, 0.3));
        assertEquals(expected, read());
    }

    @Test
    void valuesOutOfRangeAreNamed() {
        assertRefused("must be 8 to 4096 pixels, got 4", "data.imageSize=4");
        assertRefused("must be at least 1, got 0", "data.maxCaptions=0");
        assertRefused("must be at least 0 and below 1, got 1.0", "data.validationFraction=1");
        assertRefused("must be 0 to 1, got 1.5", "data.maxRejectedFraction=1.5");
        assertRefused("must be at least 1, got 0", "data.shapes.count=0");
        assertRefused("must be 1 to 8, the number of patterns, got 9", "data.shapes.captions=9");
        assertRefused("must be 0 to 1, got 1.5", "data.shapes.twoObjects=1.5");
    }

    @Test
    void layoutsOfFilesNeedTheirPlaces() {
        assertRefused("is missing, but source is folder", "data.source=folder");
        for (String source : List.of("coco", "flickr8k", "flickr30k", "karpathy")) {
            assertRefused("is missing, but source is " + source, "data.source=" + source, "data.path=pictures");
        }
        assertRefused("is missing, but source is webdataset", "data.source=webdataset");
        assertRefused(
                "must be null where source is webdataset: flickr8k and flickr30k alone have lists",
                "data.source=webdataset",
                "data.path=tars",
                "data.splits=lists");
    }

    private static void assertRefused(String expected, String... settings) {
        String message = assertThrows(UserError.class, () -> read(settings)).getMessage();
        assertTrue(message.contains(expected), message);
    }

    private static DataConfig read(String... settings) {
        return Settings.load(Optional.empty(), List.of(settings)).read("data", DataConfig.class);
    }
}

package org.unclip.data.layout;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.ExitCode;
import org.unclip.config.Settings;
import org.unclip.config.UserError;
import org.unclip.data.DataConfig;

final class DataSetPlaceTest {
    @TempDir
    Path folder;

    @Test
    void whatIsThereIsFoundBeforeAnyOfItIsRead() throws IOException {
        Files.writeString(folder.resolve("captions_a.json"), "no JSON at all");

        assertDoesNotThrow(place("coco", folder, folder + "/captions_*.json")::requireThere);
        assertDoesNotThrow(place("shapes", folder.resolve("none"), null)::requireThere);
    }

    @Test
    void missingFolderIsNamedByItsKey() {
        Path none = folder.resolve("none");

        assertSays(
                "data.path is \"%s\", but must be a folder that exists: correct the path.".formatted(none),
                place("folder", none, null));
    }

    @Test
    void fileIsNoFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("pictures.zip"), "");

        assertSays(
                "data.path is \"%s\", but must be a folder: name the folder that the files lie in.".formatted(file),
                place("webdataset", file, null));
    }

    @Test
    void missingCaptionsAreNamedByTheirKey() {
        String none = folder + "/captions_*.json";

        assertSays(
                "data.captions is \"%s\", but must be a file that exists: correct the path.".formatted(none),
                place("coco", folder, none));
    }

    private static void assertSays(String message, DataSetPlace place) {
        UserError error = assertThrows(UserError.class, place::requireThere);

        assertEquals(message, error.getMessage());
        assertEquals(ExitCode.FATAL, error.exitCode());
    }

    private static DataSetPlace place(String source, Path path, String captions) {
        List<String> settings = new ArrayList<>(List.of("data.source=" + source, "data.path=" + path));
        if (captions != null) {
            settings.add("data.captions=" + captions);
        }
        DataConfig config = Settings.load(Optional.empty(), settings).read("data", DataConfig.class);
        return new DataSetPlace(config, new Configuration());
    }
}

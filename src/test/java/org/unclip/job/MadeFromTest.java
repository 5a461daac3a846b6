package org.unclip.job;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.storage.Folder;

final class MadeFromTest {
    @TempDir
    private Path directory;

    @Test
    void holdsWhatWasMadeFromTheSame() {
        Folder folder = Folder.at(directory.resolve("new").toString());
        assertFalse(new MadeFrom(folder, "a").holds());

        new MadeFrom(folder, "a").make(() -> {});

        assertTrue(new MadeFrom(folder, "a").holds());
        assertFalse(new MadeFrom(folder, "b").holds());
    }

    @Test
    void aMakingThatFailsLeavesNothingThatHolds() {
        Folder folder = Folder.at(directory.toString());
        new MadeFrom(folder, "a").make(() -> {});

        assertThrows(IllegalStateException.class, () -> new MadeFrom(folder, "b").make(() -> {
            throw new IllegalStateException("killed");
        }));

        assertFalse(new MadeFrom(folder, "a").holds());
        assertFalse(new MadeFrom(folder, "b").holds());
    }
}

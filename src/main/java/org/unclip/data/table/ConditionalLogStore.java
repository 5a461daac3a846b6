package org.unclip.data.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.delta.storage.S3SingleDriverLogStore;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.unclip.storage.Folder;

/**
 * Delta's log on S3, whose next entry only one of several drivers can write: the others are told by Delta, which compares
 * the two commits. Delta's own log on S3 lets the later entry replace the earlier, and its rows are lost.
 */
public final class ConditionalLogStore extends S3SingleDriverLogStore {
    /** Called by Delta. */
    public ConditionalLogStore(Configuration settings) {
        super(settings);
    }

    @Override
    public void write(Path path, Iterator<String> actions, Boolean overwrite, Configuration settings)
            throws IOException {
        if (overwrite) {
            super.write(path, actions, true, settings);
            return;
        }
        StringBuilder lines = new StringBuilder();
        actions.forEachRemaining(action -> lines.append(action).append('\n'));
        Folder log = Folder.at(path.getParent().toString(), settings);
        if (!log.create(path.getName(), lines.toString().getBytes(UTF_8))) {
            throw new FileAlreadyExistsException(path.toString());
        }
    }
}

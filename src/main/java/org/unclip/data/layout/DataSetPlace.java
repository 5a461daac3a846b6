package org.unclip.data.layout;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.unclip.config.UserError;
import org.unclip.data.DataConfig;
import org.unclip.storage.StorageFault;

/**
 * Where the settings say that a data set is.
 *
 * @param storage how file systems are reached
 */
public record DataSetPlace(DataConfig config, Configuration storage) {
    /**
     * Looks whether its folder and the files beside it are there, without reading them: in a moment, and without Spark.
     *
     * @throws UserError that names the key whose folder or file is missing
     */
    public void requireThere() {
        StoredFiles files = new StoredFiles(storage);
        if (config.source() == DataConfig.Source.SHAPES) {
            return;
        }
        config.path().ifPresent(folder -> files.requireFolder(folder, "data.path"));
        config.captions()
                .filter(pattern -> config.source().hasCaptionsFile())
                .ifPresent(pattern -> requireReadable(files, pattern, "data.captions"));
        config.splits().ifPresent(pattern -> requireReadable(files, pattern, "data.splits"));
    }

    private static void requireReadable(StoredFiles files, String pattern, String setting) {
        for (Path file : files.matching(pattern, setting)) {
            try {
                files.open(file).close();
            } catch (IOException e) {
                throw StorageFault.reading(file, e);
            }
        }
    }
}

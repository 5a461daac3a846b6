package org.unclip.job.doctor;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.unclip.data.DataConfig;
import org.unclip.data.layout.DataSetPlace;

/**
 * The data set's folder and the files beside it.
 *
 * @param storage how file systems are reached
 */
record DataCheck(DataConfig config, Configuration storage) implements Check {
    @Override
    public String name() {
        return "data set";
    }

    @Override
    public List<Finding> findings() {
        new DataSetPlace(config, storage).requireThere();
        return List.of(Finding.ok(
                name(),
                config.source() == DataConfig.Source.SHAPES
                        ? "%,d scenes that the program draws"
                                .formatted(config.shapes().count())
                        : config.path().orElse("") + " is there"));
    }
}

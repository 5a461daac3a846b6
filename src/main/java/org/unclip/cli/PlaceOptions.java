package org.unclip.cli;

import java.util.ArrayList;
import java.util.List;
import org.unclip.config.Settings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name a run: its settings, where Spark runs, which of the runs below {@code run.dir} it is. */
final class PlaceOptions {
    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(
            names = "--master",
            paramLabel = "URL",
            description =
                    "Where Spark runs: local (this process, a thread a core), local[N], local[*], spark://host:7077, "
                            + "yarn or k8s://https://host; spark.master unless given. With SPARK_HOME set, all but local ones are "
                            + "submitted by its spark-submit.")
    private String master;

    @Option(
            names = "--run-id",
            paramLabel = "ID",
            description =
                    "Works in run.dir/ID, as schedulers want it: the same id goes on with the same run, or says that "
                            + "it is finished.")
    private String runId;

    /** All of that as settings. */
    Settings load() {
        List<String> own = new ArrayList<>();
        if (master != null) {
            own.addAll(Master.assignments(master));
        }
        if (runId != null) {
            own.add("run.id=" + runId);
        }
        return settings.with(own).load();
    }

    /** These options over the settings that the run of a model folder on a local disk left, unless a file is given. */
    PlaceOptions orThoseOfRun(String model) {
        return with(settings.orThoseOfRun(model));
    }

    /** These options over the ones given before the name of a subcommand. */
    PlaceOptions over(PlaceOptions before) {
        PlaceOptions options = with(settings.over(before.settings));
        options.master = master == null ? before.master : master;
        options.runId = runId == null ? before.runId : runId;
        return options;
    }

    /** These options with one more setting over them. */
    PlaceOptions with(String assignment) {
        return with(settings.with(List.of(assignment)));
    }

    private PlaceOptions with(SettingsOptions others) {
        PlaceOptions options = new PlaceOptions();
        options.settings = others;
        options.master = master;
        options.runId = runId;
        return options;
    }
}

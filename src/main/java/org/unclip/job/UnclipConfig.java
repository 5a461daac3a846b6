package org.unclip.job;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.unclip.data.DataConfig;
import org.unclip.data.table.SparkConfig;
import org.unclip.storage.Folder;
import org.unclip.training.TrainingConfig;
import org.unclip.training.cluster.ClusterConfig;
import org.unclip.training.dl4j.Dl4jConfig;
import org.unclip.unet.StageConfig;

/**
 * All settings, read and checked together before a job begins, whichever job it is.
 *
 * @param training template of the trainings
 * @param stages templates of stages
 * @param unet the cascade: a stage for each name
 */
public record UnclipConfig(
        RunConfig run,
        SparkConfig spark,
        ClusterConfig cluster,
        Dl4jConfig dl4j,
        DataConfig data,
        TrainingConfig training,
        ClipSection clip,
        EmbedSection embed,
        PriorSection prior,
        Map<String, StageSection> stages,
        Map<String, StageSection> unet,
        GenerationSection generation,
        EvaluationSection evaluation,
        RetrainSection retrain) {
    /** Checks that the stages chain from a decoder upwards, and that pictures are stored large enough for them. */
    public UnclipConfig {
        int before = 0;
        for (String name : bySize(unet)) {
            StageConfig stage = unet.get(name).model();
            if (stage.lowSize() != before) {
                throw new IllegalArgumentException("unet.%s.lowSize must be %d, %s, got %d"
                        .formatted(
                                name,
                                before,
                                before == 0
                                        ? "because the smallest stage enlarges nothing"
                                        : "the size of the stage before",
                                stage.lowSize()));
            }
            before = stage.size();
        }
        if (data.imageSize() < before) {
            throw new IllegalArgumentException("data.imageSize must be at least %d, the size of the last stage, got %d"
                    .formatted(before, data.imageSize()));
        }
    }

    /** The run's folder. */
    public Folder runFolder() {
        return at(run.folder());
    }

    /** The folder that runs with an id lie in; the run's own without one. */
    public Folder home() {
        return at(run.dir());
    }

    /** The folder of the tables, which several runs may share. */
    public Folder tables() {
        return run.tables().map(this::at).orElseGet(() -> runFolder().folder("tables"));
    }

    private Folder at(String place) {
        return Folder.at(place, spark.hadoop());
    }

    /** The names of the stages from the smallest pictures to the largest. */
    public List<String> cascade() {
        return bySize(unet);
    }

    private static List<String> bySize(Map<String, StageSection> unet) {
        return unet.keySet().stream()
                .sorted(Comparator.comparingInt(name -> unet.get(name).model().size()))
                .toList();
    }
}

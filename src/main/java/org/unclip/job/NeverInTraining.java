package org.unclip.job;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.unclip.data.DataConfig;
import org.unclip.data.Split;
import org.unclip.data.shapes.Combination;
import org.unclip.data.table.PairsTable;
import org.unclip.storage.Folder;

/**
 * Which prompts ask for what no training example shows, kept as {@code never-in-training.json}, a list of prompts. Of
 * drawn scenes it is those that name a held-out combination of colour and shape; of other data sets, captions of held-out
 * pictures that are no training picture's.
 */
record NeverInTraining(Folder samples) {

    /** Finds them among the prompts, and notes them. */
    void write(Run run, List<String> prompts) {
        List<String> found = run.config().data().source() == DataConfig.Source.SHAPES
                ? prompts.stream()
                        .filter(NeverInTraining::namesHeldOutCombination)
                        .toList()
                : heldOutCaptions(run, prompts);
        file().write(found);
    }

    /** What was noted; none if nothing was. */
    Set<String> read() {
        return Set.copyOf(file().read(new TypeReference<List<String>>() {}).orElse(List.of()));
    }

    static boolean namesHeldOutCombination(String prompt) {
        return Combination.all(true).stream()
                .map(held -> held.colour().word() + " +" + held.shape().word())
                .anyMatch(words -> Pattern.compile("\\b" + words + "\\b", Pattern.CASE_INSENSITIVE)
                        .matcher(prompt)
                        .find());
    }

    private static List<String> heldOutCaptions(Run run, List<String> prompts) {
        run.describe("report: looks for the prompts among held-out captions");
        PairsTable pairs = run.pairs();
        Dataset<String> heldOut = pairs.captions(Split.VALIDATION).except(pairs.captions(Split.TRAIN));
        return heldOut.filter(heldOut.col("col").isin(prompts.toArray())).collectAsList();
    }

    private JsonFile file() {
        return new JsonFile(samples, "never-in-training.json");
    }
}

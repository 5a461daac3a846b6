package org.unclip.job.stress;

import java.util.List;
import org.unclip.job.JobReport;
import org.unclip.job.Run;
import org.unclip.job.TrainPriorJob;
import org.unclip.job.TrainUNetJob;

/** A model of {@code stress-training.conf} whose training is disturbed. */
enum StressedModel {
    PRIOR("prior", "prior", List.of("train-prior")) {
        @Override
        JobReport train(Run run) {
            return TrainPriorJob.run(run);
        }
    },
    UNET("U-Net", "unet-base", List.of("train-unet", "--stage", "base")) {
        @Override
        JobReport train(Run run) {
            return TrainUNetJob.run(run, "base");
        }
    };

    private final String words;
    private final String kind;
    private final List<String> command;

    StressedModel(String words, String kind, List<String> command) {
        this.words = words;
        this.kind = kind;
        this.command = command;
    }

    /** For people. */
    String words() {
        return words;
    }

    /** Names its checkpoints and its lines in the metrics. */
    String kind() {
        return kind;
    }

    /** The command that trains it, without settings. */
    List<String> command() {
        return command;
    }

    /** Trains it in this process. */
    abstract JobReport train(Run run);
}

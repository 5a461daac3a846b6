package org.unclip.job.bench;

import org.unclip.clip.ClipConfig;
import org.unclip.config.Settings;
import org.unclip.job.ClipSection;
import org.unclip.job.JobReport;
import org.unclip.job.PriorSection;
import org.unclip.prior.PriorExamples;
import org.unclip.prior.PriorScaling;
import org.unclip.prior.PriorShape;
import org.unclip.prior.PriorTraining;

/** Times the training step of the diffusion prior of a configuration, on one of its micro-batches. */
public final class PriorBench {
    private PriorBench() {}

    /**
     * Times it on random embeddings.
     *
     * @param steps steps timed, from 1
     */
    public static JobReport run(Settings settings, int steps) {
        PriorSection section = settings.read("prior", PriorSection.class);
        PriorShape shape = shape(settings.read("clip", ClipSection.class).model());
        PriorTraining training = new PriorTraining(section.model(), shape, PriorScaling.sqrtDim(shape.embedding()));
        PriorExamples noise = noise(shape, section.training().microBatchSize());
        return StepBench.run(training.graph(), training.batch(noise, RandomArrays.stream("prior")), steps);
    }

    private static PriorShape shape(ClipConfig clip) {
        return new PriorShape(
                clip.embeddingSize(),
                clip.tokenizer().contextLength(),
                clip.text().width());
    }

    /** Random embeddings of so many examples. */
    public static PriorExamples noise(PriorShape shape, int batch) {
        return new PriorExamples(
                RandomArrays.gaussianRows("image", batch, shape.embedding()),
                RandomArrays.gaussianRows("text", batch, shape.embedding()),
                RandomArrays.gaussianRows("tokens", batch, shape.textTokens() * shape.textWidth()));
    }
}

package org.unclip.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.unclip.clip.ClipTraining;
import org.unclip.config.Settings;
import org.unclip.config.UserError;
import org.unclip.nn.ModelGraph;
import org.unclip.nn.Network;
import org.unclip.nn.ParameterLayout;
import org.unclip.nn.TrainedWeights;
import org.unclip.prior.DiffusionPrior;
import org.unclip.prior.PriorConfig;
import org.unclip.prior.PriorScaling;
import org.unclip.prior.PriorShape;
import org.unclip.prior.PriorTraining;
import org.unclip.storage.CheckpointManifest;
import org.unclip.storage.Checkpoints;
import org.unclip.storage.Folder;
import org.unclip.storage.ModelFolder;
import org.unclip.storage.RunIdentity;
import org.unclip.storage.Slice;
import org.unclip.storage.SliceFile;
import org.unclip.unet.ConditionShape;
import org.unclip.unet.UNet;

/** Export and import of a prior with the reference settings. */
final class Dl4jJobsTest {
    private static final double RATE = 1e-4;

    @TempDir
    private Path disk;

    private UnclipConfig config;
    private PriorTraining prior;
    private ModelGraph graph;

    @BeforeEach
    void settings() {
        config = Settings.load(Optional.empty(), List.of("run.dir=" + disk)).read("", UnclipConfig.class);
        PriorConfig model = config.prior().model();
        PriorShape shape = new PriorShape(
                config.clip().model().embeddingSize(),
                config.clip().model().tokenizer().contextLength(),
                config.clip().model().text().width());
        prior = new PriorTraining(model, shape, PriorScaling.sqrtDim(shape.embedding()));
        graph = prior.graph();
    }

    @Test
    void changedWeightsOfAReleasedModelComeBackAsARelease() throws IOException {
        String model = release(prior, "model/prior");
        new Dl4jExportJob(at("prior.zip"), RATE).released(model);
        File zip = new File(at("prior.zip"));
        ComputationGraph changed = ModelSerializer.restoreComputationGraph(zip, true);
        changed.params().muli(2);
        ModelSerializer.writeModel(changed, zip, true);

        JobReport report = Dl4jImportJob.run(at("prior.zip"), model, at("tuned"));

        assertEquals("dl4j import: %s from %s".formatted(at("tuned"), at("prior.zip")), report.summary());
        float[] expected = graph.layout().initialValues(1);
        for (int i = 0; i < expected.length; i++) {
            expected[i] *= 2;
        }
        ModelFolder tuned = ModelFolder.open(Folder.at(at("tuned")), DiffusionPrior.KIND);
        assertArrayEquals(expected, tuned.parameters(graph.layout().stored()));
        assertEquals(Map.of(), tuned.card().metrics());
        DiffusionPrior.open(Folder.at(at("tuned"))).close();
    }

    @Test
    void latestCheckpointIsExportedWithItsAveragedWeights() throws IOException {
        ParameterLayout layout = Network.layoutOf(graph);
        float[] averaged = layout.initialValues(2);
        checkpoint(layout, averaged);

        JobReport report = new Dl4jExportJob(at("prior.zip"), RATE).checkpoint(config, "prior");

        ComputationGraph restored = ModelSerializer.restoreComputationGraph(new File(at("prior.zip")), true);
        assertArrayEquals(averaged, restored.params().toFloatVector());
        assertTrue(report.summary().endsWith("checkpoints/prior/step-000000007"), report.summary());
    }

    @Test
    void otherSettingsThanTheCheckpointsAreRefused() {
        checkpoint(Network.layoutOf(graph), graph.layout().initialValues(2));
        UnclipConfig other = Settings.load(Optional.empty(), List.of("run.dir=" + disk, "prior.width=64"))
                .read("", UnclipConfig.class);

        String message = refusal(() -> new Dl4jExportJob(at("prior.zip"), RATE).checkpoint(other, "prior"));

        assertTrue(
                message.matches("Checkpoint .*/step-000000007 was written with parameter 0 .*, but this model has"
                        + " parameter 0 .*: give the settings of its run\\."),
                message);
    }

    @Test
    void unknownKindAndMissingCheckpointSayWhatThereIs() {
        assertEquals(
                "--checkpoint-of is \"unet-base\", but must be clip, prior or unet- and one of []: name a folder of"
                        + " run.dir/checkpoints.",
                refusal(() -> new Dl4jExportJob(at("a.zip"), RATE).checkpoint(config, "unet-base")));
        assertEquals(
                "There is no checkpoint in %s: train first, or set run.dir.".formatted(at("checkpoints/prior")),
                refusal(() -> new Dl4jExportJob(at("a.zip"), RATE).checkpoint(config, "prior")));
        assertEquals(
                "--learning-rate is 0.0, but must be above 0 and at most 1: leave it out for the default.",
                refusal(() -> new Dl4jExportJob(at("a.zip"), 0)));
    }

    @Test
    void everyModelsConfigurationSurvivesJson() {
        ConditionShape shape = new ConditionShape(8, 16, 3);
        UnclipConfig transformer = Settings.load(Optional.empty(), List.of("clip.vision.kind=transformer"))
                .read("", UnclipConfig.class);
        List<ModelGraph> graphs = List.of(
                graph,
                new ClipTraining(config.clip().model(), 600).graph(),
                new ClipTraining(transformer.clip().model(), 600).graph(),
                UNet.graph(config.stages().get("decoder").model(), shape),
                UNet.graph(config.stages().get("upsampler").model(), shape));
        for (ModelGraph model : graphs) {
            ComputationGraphConfiguration written = model.configuration(DataType.FLOAT);
            ComputationGraphConfiguration read = ComputationGraphConfiguration.fromJson(written.toJson());
            assertEquals(written.getVertices(), read.getVertices());
        }
    }

    private String release(PriorTraining training, String name) {
        float[] weights = graph.layout().initialValues(1);
        TrainedWeights trained = new TrainedWeights(graph.layout(), weights, 9, Map.of("validationLoss", 0.5));
        DiffusionPrior.release(Folder.at(at(name)), training, trained, "fingerprint");
        return at(name);
    }

    private void checkpoint(ParameterLayout layout, float[] averaged) {
        float[] zeros = new float[averaged.length];
        Checkpoints checkpoints = new Checkpoints(Folder.at(at("checkpoints/prior")));
        SliceFile file = checkpoints.writeSlice(7, 0, "attempt", new Slice(0, List.of(zeros, zeros, zeros, averaged)));
        RunIdentity run = new RunIdentity("prior", layout.stored(), 2, 1, "fingerprint", Map.of());
        checkpoints.commit(new CheckpointManifest(
                CheckpointManifest.SCHEMA_VERSION,
                run,
                7,
                Collections.nCopies(2, 7L),
                null,
                "digest",
                "exact",
                List.of(file)));
    }

    private static String refusal(Runnable action) {
        return assertThrows(UserError.class, action::run).getMessage();
    }

    private String at(String name) {
        return disk.resolve(name).toString();
    }
}

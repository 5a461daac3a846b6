package org.unclip.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.UserError;
import org.unclip.report.JobTime;
import org.unclip.report.Metric;

final class RecordedRunTest {
    @TempDir
    private Path directory;

    @Test
    void anEmptyFolderIsNoRun() {
        UserError error = assertThrows(UserError.class, () -> RecordedRun.open(directory.toString()));

        assertEquals(
                "run.dir is " + directory
                        + ", but must be the folder of a run: name the folder that a pipeline writes to.",
                error.getMessage());
    }

    @Test
    void checkpointsAreListedLatestFirstWithoutThoseThatWereNeverWhole() throws IOException {
        write("checkpoints/prior/step-000000010/manifest.json", "");
        write("checkpoints/prior/step-000000200/manifest.json", "");
        write("checkpoints/prior/step-000000300/slice-00000-a.bin", "");

        assertEquals(Map.of("prior", List.of(200L, 10L)), run().checkpoints());
    }

    @Test
    void attemptsAtAJobStandTogether() throws IOException {
        write("reports/times/embed.json", """
                [{"job":"embed","began":"2026-11-26T05:01:00Z","seconds":5,"ending":"ended"}]
                """);
        write("reports/times/ingest.json", """
                [{"job":"ingest","began":"2026-11-26T05:00:00Z","seconds":2,"ending":"unfinished"},
                 {"job":"ingest","began":"2026-11-26T05:02:00Z","seconds":3,"ending":"ended"}]
                """);

        List<JobTime> times = run().times();

        assertEquals(
                List.of("ingest", "embed"), times.stream().map(JobTime::job).toList());
        assertEquals(5, times.get(0).seconds());
        assertEquals("2026-11-26 05:02:00Z", times.get(0).attempts().get(1).began());
    }

    @Test
    void whatTheEvaluationMeasuredBetterIsNotToldTwice() throws IOException {
        write("metrics.json", """
                {"prior": {"cosineToTrueEmbedding": 0.7, "validationLoss": 0.5}}
                """);
        assertEquals(List.of("cosineToTrueEmbedding", "validationLoss"), keys());

        write("evaluation/metrics.json", """
                [{"group":"Prior","key":"prior-cosine","name":"n","value":0.8,"better":"HIGHER","meaning":"","cannotTell":""}]
                """);
        assertEquals(List.of("prior-cosine", "validationLoss"), keys());
    }

    private List<String> keys() {
        return run().metrics().stream().map(Metric::key).toList();
    }

    private RecordedRun run() {
        return RecordedRun.open(directory.toString());
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}

package org.unclip.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.delta.storage.LogStore;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.storage.DelegatingLogStore;
import org.apache.spark.sql.delta.storage.LogStoreAdaptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.ExitCode;
import org.unclip.config.Settings;
import org.unclip.config.UserError;
import org.unclip.data.LocalSpark;
import org.unclip.data.table.ConditionalLogStore;
import org.unclip.data.table.PairsTable;
import org.unclip.data.table.TableHold;
import org.unclip.job.stress.S3Server;

/** Jobs on a run folder on a real S3 server. */
final class HeldTableSparkTest {
    @TempDir
    private java.nio.file.Path directory;

    @Test
    void onlyOneJobWritesATableOnS3() {
        LocalSpark.stop();
        try (S3Server server = S3Server.start(directory);
                Run run = open(server)) {
            try (TableHold other = run.hold("ingest", "pairs")) {
                other.requireHeld();
                UserError error = assertThrows(UserError.class, () -> IngestJob.run(run));

                assertEquals(ExitCode.HELD, error.exitCode());
                String start = "The table " + run.table("pairs") + " is held by ingest, process ";
                assertTrue(error.getMessage().startsWith(start), error.getMessage());
            }

            assertEquals(ExitCode.DONE, IngestJob.run(run).exitCode());
            assertEquals(ConditionalLogStore.class, logStore(run).getClass());
            assertEquals(
                    20, PairsTable.open(run.spark(), run.table("pairs")).rows().count());
            try (TableHold next = run.hold("ingest", "pairs")) {
                assertEquals(3_000_000, next.txnVersion(0));
            }
        }
    }

    private static LogStore logStore(Run run) {
        Path table = new Path(run.table("pairs"));
        DelegatingLogStore stores =
                (DelegatingLogStore) DeltaLog.forTable(run.spark(), table).store();
        return ((LogStoreAdaptor) stores.getDelegate(table)).logStoreImpl();
    }

    private static Run open(S3Server server) {
        List<String> settings = new ArrayList<>(
                List.of("run.dir=" + server.bucket() + "/run", "data.shapes.count=20", "run.threads=1"));
        server.hadoopSettings()
                .forEach((key, value) ->
                        settings.add("spark.settings.\"spark.hadoop.%s\"=\"%s\"".formatted(key, value)));
        return Run.open(Settings.load(Optional.empty(), settings), new Console(new PrintStream(System.err), false));
    }
}

package org.unclip.job;

import org.unclip.config.UserError;
import org.unclip.data.ingest.Ingest;
import org.unclip.data.ingest.IngestReport;
import org.unclip.data.layout.DataSetPlace;
import org.unclip.data.table.PairsTable;
import org.unclip.data.table.RejectedTable;
import org.unclip.data.table.TableHold;

/** Brings a data set's captioned pictures into the table {@code pairs}, and what is unusable into {@code rejected}. */
public final class IngestJob {
    private static final String NAME = "ingest";

    private IngestJob() {}

    /**
     * Adds what the table has not.
     *
     * @throws UserError if the data set can't be read, or more of it is unusable than allowed
     */
    public static JobReport run(Run run) {
        UnclipConfig config = run.config();
        new DataSetPlace(config.data(), config.spark().hadoop()).requireThere(); // before Spark starts
        return run.timed(NAME, () -> {
            try (TableHold pairs = run.hold(NAME, "pairs");
                    TableHold rejected = run.hold(NAME, "rejected")) {
                return ingest(run, pairs, rejected);
            }
        });
    }

    private static JobReport ingest(Run run, TableHold pairsHold, TableHold rejectedHold) {
        run.console().say("ingest: reading " + source(run));
        run.describe("ingest: reads captioned pictures into the table pairs");
        PairsTable pairs =
                PairsTable.openOrCreate(run.spark(), run.table("pairs")).heldBy(pairsHold);
        RejectedTable rejected =
                RejectedTable.openOrCreate(run.spark(), run.table("rejected")).heldBy(rejectedHold);
        UnclipConfig config = run.config();
        IngestReport report = new Ingest(config.data(), config.run().seed()).run(run.spark(), pairs, rejected);
        String summary = "ingest: %d pairs added, %d there before, %d rejected%s: %s"
                .formatted(
                        report.added(),
                        report.present(),
                        report.rejectedInAll(),
                        report.rejectedInAll() == 0 ? "" : " " + report.rejected(),
                        run.table("pairs"));
        return report.added() == 0 ? JobReport.nothingToDo(summary) : JobReport.done(summary);
    }

    private static String source(Run run) {
        return run.config()
                .data()
                .path()
                .orElseGet(() -> run.config().data().shapes().count() + " drawn scenes");
    }
}

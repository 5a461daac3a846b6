package org.unclip.job.doctor;

import java.util.List;
import org.unclip.data.table.StandaloneMaster;

/** Where Spark runs; a standalone master is asked for an answer. */
record MasterCheck(String master) implements Check {
    @Override
    public String name() {
        return "master";
    }

    @Override
    public List<Finding> findings() {
        StandaloneMaster.requireAnswer(master);
        boolean asked = master.startsWith("spark://");
        boolean local = master.equals("local");
        return List.of(Finding.ok(name(), master + (asked ? " answers" : local ? "" : ", which is not asked here")));
    }
}

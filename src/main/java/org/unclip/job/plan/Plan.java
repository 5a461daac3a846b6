package org.unclip.job.plan;

import java.util.List;
import java.util.Map;
import org.unclip.config.ExitCode;
import org.unclip.job.JobReport;
import org.unclip.job.JsonText;

/** What a job will take. */
public interface Plan {
    /** For people: a table. */
    String text();

    /** For machines: figures by name, bytes and seconds. */
    Map<String, Object> document();

    /** Why it cannot be done as planned, a sentence each; none if it fits. */
    List<String> refusals();

    /** As the command ends with it. */
    default JobReport report(boolean json) {
        ExitCode code = refusals().isEmpty() ? ExitCode.DONE : ExitCode.FATAL;
        return new JobReport(code, json ? JsonText.of(document()) : text());
    }
}

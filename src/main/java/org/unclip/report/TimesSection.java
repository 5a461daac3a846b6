package org.unclip.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.p;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Wall times of the jobs. */
final class TimesSection {

    private TimesSection() {}

    static DomContent of(List<JobTime> times) {
        double all = times.stream().mapToDouble(JobTime::seconds).sum();
        return Section.of(
                "times",
                "Time",
                "Wall time of each job, in all %s. Attempts at a job that was killed count; each is known to within ten seconds."
                        .formatted(Numbers.duration(all)),
                times.isEmpty(),
                "No job has left its time yet.",
                table(tbody(each(times, time -> row(time, all)))).withClass("times"));
    }

    private static DomContent row(JobTime time, double all) {
        String share = String.format(Locale.ROOT, "width:%.1f%%", 100 * time.seconds() / Math.max(all, 1e-9));
        return tr(
                td(time.job()),
                td(Numbers.duration(time.seconds())).withClass("number"),
                td(div().withClass("share").withStyle(share), p(attempts(time)).withClass("note")));
    }

    private static String attempts(JobTime time) {
        return time.attempts().size() == 1 && time.attempts().get(0).ending().equals("ended")
                ? ""
                : time.attempts().stream()
                        .map(attempt -> "%s: %s, %s"
                                .formatted(attempt.began(), Numbers.duration(attempt.seconds()), attempt.ending()))
                        .collect(Collectors.joining("; "));
    }
}

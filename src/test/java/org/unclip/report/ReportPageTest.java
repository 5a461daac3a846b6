package org.unclip.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.unclip.config.Setting;

final class ReportPageTest {
    private static final byte[] PNG = {1, 2, 3};

    @Test
    void wordsOfUsersAreWordsOnly() {
        String evil = "<script>alert(\"x\")</script> & 'quotes'";
        String page = ReportPage.of(new RunReport(
                evil,
                evil,
                evil,
                List.of(new Fact(evil, evil)),
                List.of(new DrawnPrompt(evil, List.of(PNG), 0.5, true)),
                List.of(new Metric(evil, "key", evil, 1, null, null, Metric.Better.HIGHER, evil, evil)),
                List.of(new CaptionedPicture(PNG, evil, evil)),
                List.of(new Training(evil, evil, List.of(point(1)), List.of(evil))),
                List.of(new SampleSeries(evil, List.of(new SampleSeries.Row(0, PNG)), PNG, 1)),
                List.of(new StageSteps(evil, 8, List.of(new StageSteps.Moment(1, 2, PNG, PNG)))),
                List.of(new Setting(evil, evil, evil)),
                List.of(new JobTime(evil, List.of(new JobTime.Attempt(evil, 1, evil)))),
                List.of(new Fact(evil, evil))));

        assertFalse(page.contains("<script"), page);
        assertFalse(page.contains("alert(\"x\")"), page);
        assertTrue(
                page.contains("alt=\"&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#x27;quotes&#x27;\""),
                page);
    }

    @Test
    void everyMissingPartIsSaidInWords() {
        String page = ReportPage.of(report(List.of(), List.of()));

        assertEquals(8, page.split("class=\"missing\"", -1).length - 1);
        assertTrue(page.contains("No training has logged anything yet."), page);
    }

    @Test
    void onlyPromptsNeverInTrainingHaveTheBadge() {
        DrawnPrompt seen = new DrawnPrompt("seen", List.of(PNG, PNG), 0.5, false);
        DrawnPrompt unseen = new DrawnPrompt("unseen", List.of(PNG), 0.25, true);

        String page = ReportPage.of(report(List.of(seen, unseen), List.of()));

        String badge = "class=\"badge\">never in training";
        assertEquals(1, page.split(badge, -1).length - 1);
        assertTrue(page.indexOf("<p>unseen</p>") < page.indexOf(badge), page);
        assertTrue(page.contains("similarity 0.25"), page);
    }

    @Test
    void longTrainingsAreMeansOfSeveralPointsAndSayIt() {
        List<Training.Point> points =
                IntStream.rangeClosed(1, 800).mapToObj(ReportPageTest::point).toList();

        String page = ReportPage.of(report(List.of(), List.of(new Training("clip", "", points, List.of()))));

        assertTrue(page.contains("Loss, means of 2 points"), page);
    }

    @Test
    void intervalsAreWordsAndABand() {
        Metric metric = new Metric("g", "k", "n", 0.5, 0.25, 0.75, Metric.Better.LOWER, "m", "");
        RunReport empty = report(List.of(), List.of());
        String page = ReportPage.of(new RunReport(
                "run",
                "now",
                "",
                List.of(),
                List.of(),
                List.of(metric),
                List.of(),
                empty.trainings(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of()));

        assertTrue(page.contains("0.25 to 0.75"), page);
        assertTrue(page.contains("<rect class=\"band\" x=\"50.0\" y=\"3.0\" width=\"100.0\""), page);
        assertTrue(page.contains("lower is better"), page);
        assertFalse(page.contains("Cannot tell"), page);
    }

    private static RunReport report(List<DrawnPrompt> gallery, List<Training> trainings) {
        return new RunReport(
                "run", "now", "", List.of(), gallery, List.of(), List.of(), trainings, List.of(), List.of(), List.of(),
                List.of(), List.of());
    }

    private static Training.Point point(int step) {
        return new Training.Point(step, 1.0 / step, OptionalDouble.empty(), 1e-3, 10);
    }
}

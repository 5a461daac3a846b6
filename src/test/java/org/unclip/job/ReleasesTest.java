package org.unclip.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.ExitCode;
import org.unclip.config.Settings;
import org.unclip.config.UserError;
import org.unclip.storage.Folder;

final class ReleasesTest {
    @TempDir
    private Path home;

    private Releases releases;
    private ReleasesJob job;

    @BeforeEach
    void makeReleases() {
        releases = Releases.of(Folder.at(home.toString()));
        Settings settings = Settings.load(Optional.empty(), List.of("run.dir=" + home));
        job = ReleasesJob.of(settings.read("", UnclipConfig.class));
        for (String name : List.of("a", "b", "c")) {
            releases.complete(release(name, true));
        }
        releases.complete(release("bad", false));
    }

    @Test
    void nothingIsPromotedAtFirst() {
        assertEquals(Optional.empty(), releases.current());
        UserError error = assertThrows(UserError.class, job::rollback);
        assertEquals(ExitCode.FATAL, error.exitCode());
    }

    @Test
    void rollbackGoesBackOneAndTwiceGoesBackTwo() {
        List.of("a", "b", "c").forEach(name -> job.promote(name, false));

        job.rollback();
        assertEquals(Optional.of("b"), releases.current());
        job.rollback();
        assertEquals(Optional.of("a"), releases.current());
        UserError error = assertThrows(UserError.class, job::rollback);
        assertTrue(error.getMessage().startsWith("There is no release before a in "), error.getMessage());
    }

    @Test
    void promotionAfterARollbackCanBeTakenBackToo() {
        job.promote("a", false);
        job.promote("b", false);
        job.rollback();
        job.promote("c", false);
        job.rollback();

        assertEquals(Optional.of("a"), releases.current());
        assertEquals(
                List.of("promote", "promote", "rollback", "promote", "rollback"),
                releases.promotions().stream().map(Releases.Promotion::by).toList());
    }

    @Test
    void refusedReleaseIsPromotedByForceAlone() {
        JobReport refused = job.promote("bad", false);
        assertEquals(ExitCode.QUALITY_REFUSED, refused.exitCode());
        assertEquals(Optional.empty(), releases.current());

        assertEquals(ExitCode.DONE, job.promote("bad", true).exitCode());
        assertEquals(ExitCode.NOTHING_TO_DO, job.promote("bad", true).exitCode());
    }

    @Test
    void unknownReleaseIsAnsweredWithTheKnownOnes() {
        UserError error = assertThrows(UserError.class, () -> job.promote("d", false));

        assertTrue(
                error.getMessage().startsWith("the release is \"d\", but must be one of [a, b, bad, c]"),
                error.getMessage());
    }

    @Test
    void listMarksThePromotedOneAndNamesRefusingGates() {
        job.promote("b", false);

        List<String> rows = job.list().summary().lines().toList();
        assertEquals(5, rows.size());
        assertTrue(rows.get(2).startsWith("* b "), rows.toString());
        assertTrue(rows.get(3).endsWith("refused: prior-cosine"), rows.toString());
    }

    @Test
    void promotedReleaseIsShownUnlessAnotherIsNamed() {
        assertThrows(UserError.class, job::showPromoted);
        job.promote("b", false);

        assertTrue(job.showPromoted().summary().startsWith("release        b\n"));
        assertTrue(job.show("a").summary().contains("\npromoted       never\n"));
    }

    @Test
    void folderWithoutItsCardIsNoRelease() {
        Folder half = releases.folder("half").folder("clip");
        half.write("model.json", out -> out.write(1));

        assertEquals(
                List.of("a", "b", "bad", "c"),
                releases.all().stream().map(Release::name).toList());
    }

    private static Release release(String name, boolean accepted) {
        return new Release(
                Release.SCHEMA_VERSION,
                name,
                "2026-11-26T00:00:00Z",
                null,
                Map.of("pairs", 1L),
                60,
                10,
                "1",
                "abc",
                1,
                List.of("f"),
                Map.of(),
                List.of(),
                List.of(new Gate.Result("prior-cosine", 0.5, null, accepted, "prior-cosine 0.5")),
                accepted);
    }
}

package org.unclip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The floors of the house, and that each rule catches the fixture that breaks it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ArchitectureTest {
    private final ArchitectureRules ours = new ArchitectureRules("org.unclip");
    private final ArchitectureRules theirs = new ArchitectureRules("fixture");
    private final JavaClasses main = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.unclip");
    private final JavaClasses fixtures = new ClassFileImporter().importPackages("fixture");

    @Test
    void everyPackageHasAFloor() {
        holds(ours.everyPackageHasAFloor());
        catches(theirs.everyPackageHasAFloor(), "fixture.misplaced.NoFloor is in no package of the house");
    }

    @Test
    void packagesUseOnlyLowerFloors() {
        holds(ours.packagesUseOnlyLowerFloors());
        catches(theirs.packagesUseOnlyLowerFloors(), "fixture.nn.UsesJob", "fixture.prior.UsesSibling");
    }

    @Test
    void packagesHaveNoCycles() {
        holds(ours.noCycles());
        catches(theirs.noCycles(), "Cycle detected: Slice job");
    }

    @Test
    void sparkStaysInItsRooms() {
        holds(ours.sparkStaysInItsRooms());
        catches(theirs.sparkStaysInItsRooms(), "fixture.nn.UsesSpark", "fixture.paramserver.UsesSparkCore");
    }

    @Test
    void onlyCliPrintsAndExits() {
        holds(ours.onlyCliPrintsAndExits());
        catches(theirs.onlyCliPrintsAndExits(), "fixture.job.Prints", "fixture.job.Exits");
    }

    @Test
    void randomnessIsKeyed() {
        holds(ours.randomnessIsKeyed());
        catches(theirs.randomnessIsKeyed(), "fixture.nn.DrawsUnkeyed", "fixture.nn.DrawsNatively");
    }

    @Test
    void noPackageIsADrawer() {
        holds(ours.noDrawers());
        catches(theirs.noDrawers(), "fixture.data.util.Drawer");
    }

    private void holds(ArchRule rule) {
        rule.check(main);
    }

    /** The rule complains of the named fixtures and of no other class. */
    private void catches(ArchRule rule, String... culprits) {
        EvaluationResult result = rule.evaluate(fixtures);
        List<String> complaints = result.getFailureReport().getDetails();

        for (String culprit : culprits) {
            assertTrue(complaints.stream().anyMatch(line -> line.contains(culprit)), culprit + " in " + complaints);
        }
        long strangers = complaints.stream()
                .filter(line -> List.of(culprits).stream().noneMatch(line::contains))
                .count();
        assertEquals(0, strangers, complaints.toString());
    }
}

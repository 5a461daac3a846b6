package org.unclip;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

/** The rules of the house, for the packages below a root: Unclip's own, or the fixtures that break them. */
final class ArchitectureRules {
    private static final Map<String, Integer> FLOORS = Map.ofEntries(
            Map.entry("cli", 1),
            Map.entry("notebook", 1),
            Map.entry("job", 2),
            Map.entry("evaluation", 3),
            Map.entry("report", 3),
            Map.entry("generation", 4),
            Map.entry("training", 5),
            Map.entry("paramserver", 6),
            Map.entry("clip", 7),
            Map.entry("prior", 7),
            Map.entry("unet", 7),
            Map.entry("diffusion", 8),
            Map.entry("nn", 9),
            Map.entry("data", 10),
            Map.entry("storage", 11),
            Map.entry("config", 12),
            Map.entry("random", 13));

    private final String root;

    ArchitectureRules(String root) {
        this.root = root;
    }

    /** Every class lives in a package of the house. */
    ArchRule everyPackageHasAFloor() {
        return classes().that(areBelowRoot()).should(condition("live on a floor", (type, events) -> {
            if (!FLOORS.containsKey(room(type))) {
                violate(events, type, type.getName() + " is in no package of the house " + FLOORS.keySet());
            }
        }));
    }

    /** A package uses only those on floors below its own. */
    ArchRule packagesUseOnlyLowerFloors() {
        return classes()
                .that(areBelowRoot())
                .should(condition(
                        "use only lower floors", (type, events) -> type.getDirectDependenciesFromSelf().stream()
                                .filter(dependency -> climbs(type, dependency.getTargetClass()))
                                .map(Dependency::getDescription)
                                .forEach(description -> violate(events, type, description))));
    }

    /** Packages of the house do not use each other in a circle. */
    ArchRule noCycles() {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    /** Spark is known on floors 2 to 5 and in data; the parameter server knows its network library alone. */
    ArchRule sparkStaysInItsRooms() {
        return CompositeArchRule.of(noClasses()
                        .that(areOutside(
                                "job", "evaluation", "report", "generation", "training", "data", "paramserver"))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("org.apache.spark..", "io.delta.."))
                .and(noClasses()
                        .that(areBelowRoot())
                        .and()
                        .resideInAPackage(root + ".paramserver..")
                        .should()
                        .dependOnClassesThat(resideInAnyPackage("org.apache.spark..", "io.delta..")
                                .and(resideOutsideOfPackage("org.apache.spark.network.."))));
    }

    /** Only the command line prints and ends the process. */
    ArchRule onlyCliPrintsAndExits() {
        return noClasses()
                .that(areOutside("cli"))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class);
    }

    /** What is random comes from the keyed generator. */
    ArchRule randomnessIsKeyed() {
        return noClasses()
                .that(areBelowRoot())
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Random.class, ThreadLocalRandom.class, SplittableRandom.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("org.nd4j.linalg.api.rng..")
                .orShould()
                .callMethod(Math.class, "random");
    }

    /** No package is a drawer for odds and ends. */
    ArchRule noDrawers() {
        return noClasses()
                .that(areBelowRoot())
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..misc..", "..helper..", "..helpers..");
    }

    private boolean climbs(JavaClass from, JavaClass to) {
        boolean apart = isBelowRoot(to) && !room(from).equals(room(to));
        return apart
                && floor(to)
                        .flatMap(low -> floor(from).map(high -> low <= high))
                        .orElse(false);
    }

    private Optional<Integer> floor(JavaClass type) {
        return Optional.ofNullable(FLOORS.get(room(type)));
    }

    private String room(JavaClass type) {
        String below = type.getPackageName().substring(root.length());
        return below.isEmpty() ? "" : below.substring(1).split("\\.", 2)[0];
    }

    private boolean isBelowRoot(JavaClass type) {
        return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
    }

    private DescribedPredicate<JavaClass> areBelowRoot() {
        return DescribedPredicate.describe(
                "are ours", type -> isBelowRoot(type) && !type.getSimpleName().equals("package-info"));
    }

    private DescribedPredicate<JavaClass> areOutside(String... rooms) {
        return DescribedPredicate.describe(
                "are outside of " + String.join(", ", rooms),
                type -> isBelowRoot(type) && !List.of(rooms).contains(room(type)));
    }

    private interface Check {
        void on(JavaClass type, ConditionEvents events);
    }

    private static ArchCondition<JavaClass> condition(String description, Check check) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                check.on(type, events);
            }
        };
    }

    private static void violate(ConditionEvents events, JavaClass type, String message) {
        events.add(SimpleConditionEvent.violated(type, message));
    }
}

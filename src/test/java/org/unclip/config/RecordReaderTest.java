package org.unclip.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RecordReaderTest {
    enum Schedule {
        COSINE,
        SQRT_LINEAR
    }

    record Sampling(int steps, double eta) {
        Sampling {
            if (steps < 1) {
                throw new IllegalArgumentException("steps must be at least 1, got " + steps);
            }
            if (eta > steps) {
                throw new IllegalArgumentException("the noise must not exceed the steps");
            }
        }
    }

    record Model(
            int layers,
            long seed,
            float drop,
            double rate,
            boolean causal,
            String name,
            Schedule schedule,
            Sampling sampling,
            List<Integer> widths,
            Map<String, Sampling> samplers,
            Optional<Double> clip) {}

    record Sizes(List<Integer> widths, Optional<Integer> clip) {}

    record Trained(@Flat Sampling model, Sizes training) {}

    record Cascade(Sampling sampling, int timesteps) {
        Cascade {
            if (sampling.steps() > timesteps) {
                throw new IllegalArgumentException("sampling.steps must be at most " + timesteps);
            }
        }
    }

    record Unsupported(Object anything) {}

    record Bug(int steps) {
        Bug {
            if (steps > 0) {
                throw new IllegalStateException("bug");
            }
        }
    }

    private static final String WHOLE = """
            layers = 3
            seed = 5000000000
            drop = 0.5
            rate = 1e-3
            causal = yes
            name = tiny
            schedule = sqrt-linear
            sampling { steps = 16, eta = 0 }
            widths = [32, "64"]
            samplers { second { steps = 2, eta = 1 }, first { steps = 1, eta = 1 }, gone = null }
            """;

    @Test
    void everyKindOfComponentIsRead() {
        Model model = read(WHOLE, Model.class);

        assertEquals(
                new Model(
                        3,
                        5_000_000_000L,
                        0.5f,
                        1e-3,
                        true,
                        "tiny",
                        Schedule.SQRT_LINEAR,
                        new Sampling(16, 0),
                        List.of(32, 64),
                        Map.of("first", new Sampling(1, 1), "second", new Sampling(2, 1)),
                        Optional.empty()),
                model);
        assertEquals(List.of("first", "second"), List.copyOf(model.samplers().keySet()));
    }

    @Test
    void optionalIsReadWhereGiven() {
        assertEquals(Optional.of(7), read("widths = [], clip = 7", Sizes.class).clip());
        assertEquals(
                Optional.empty(), read("widths = [], clip = null", Sizes.class).clip());
    }

    @Test
    void wholeNumbersMayBeWrittenInPowersOfTen() {
        assertEquals(1000, read("steps = 1e3, eta = 0", Sampling.class).steps());
    }

    @Test
    void flatComponentsKeysStandInTheSection() {
        assertEquals(
                new Trained(new Sampling(2, 1), new Sizes(List.of(3), Optional.empty())),
                read("steps = 2, eta = 1, training { widths = [3] }", Trained.class));
        assertProblem(
                "trainings (test:1) is unknown: did you mean \"training\"?",
                "steps = 2, eta = 1, training { widths = [] }, trainings = 1",
                Trained.class);
        assertProblem("eta (test:1) is missing", "steps = 2, training { widths = [] }", Trained.class);
    }

    @Test
    void unknownKeyNamesTheNearest() {
        assertProblem(
                "stpes (test:1) is unknown: did you mean \"steps\"?", "steps = 1, eta = 0, stpes = 2", Sampling.class);
    }

    @Test
    void unknownKeyFarFromAllListsThem() {
        assertProblem(
                "colour (test:1) is unknown: known here are steps, eta",
                "steps = 1, eta = 0, colour = 2",
                Sampling.class);
    }

    @Test
    void misspelledConstantNamesTheNearest() {
        assertProblem(
                "schedule (test:11) is \"cosin\", but must be one of cosine, sqrt-linear: did you mean \"cosine\"?",
                WHOLE + "schedule = cosin",
                Model.class);
    }

    @Test
    void missingKeyIsNamed() {
        assertProblem("eta (test:1) is missing", "steps = 1", Sampling.class);
    }

    @Test
    void wrongTypesAreNamed() {
        assertProblem(
                "steps (test:1) is a section, but must be a whole number of at most 2147483647",
                "steps {}, eta = 0",
                Sampling.class);
        assertProblem(
                "steps (test:1) is \"2.5\", but must be a whole number of at most 2147483647",
                "steps = 2.5, eta = 0",
                Sampling.class);
        assertProblem(
                "steps (test:1) is \"3000000000\", but must be a whole number of at most 2147483647",
                "steps = 3000000000, eta = 0",
                Sampling.class);
        assertProblem("eta (test:1) is \"none\", but must be a number", "steps = 1, eta = none", Sampling.class);
        assertProblem(
                "causal (test:11) is \"maybe\", but must be true or false", WHOLE + "causal = maybe", Model.class);
        assertProblem("name (test:11) is a list, but must be text", WHOLE + "name = [a]", Model.class);
        assertProblem("sampling (test:11) is 3, but must be a section { … }", WHOLE + "sampling = 3", Model.class);
        assertProblem("widths (test:1) is 3, but must be a list such as [a, b]", "widths = 3", Sizes.class);
    }

    @Test
    void rangeComplaintNamesTheKeyAndItsLine() {
        assertProblem(
                "sampling.steps (test:12) must be at least 1, got 0", WHOLE + "sampling {\n steps = 0 }", Model.class);
    }

    @Test
    void complaintMayBeAboutAKeyFurtherDown() {
        assertProblem(
                "sampling.steps (test:2) must be at most 3",
                "timesteps = 3, sampling {\nsteps = 4\neta = 0 }",
                Cascade.class);
    }

    @Test
    void complaintAboutSeveralKeysNamesTheSection() {
        assertProblem(
                "the configuration (test:1) is refused: the noise must not exceed the steps",
                "steps = 1, eta = 2",
                Sampling.class);
    }

    @Test
    void listElementsAndMapEntriesAreNamedInFull() {
        assertProblem(
                "widths[1] (test:1) is \"b\", but must be a whole number of at most 2147483647",
                "widths = [1, b]",
                Sizes.class);
        assertProblem(
                "samplers.\"a.b\".steps (test:11) must be at least 1, got -1",
                WHOLE + "samplers.\"a.b\" { steps = -1, eta = -2 }",
                Model.class);
    }

    @Test
    void allProblemsAreThrownAtOnce() {
        UserError error = assertThrows(UserError.class, () -> read("steps = many\nsize = 3", Sampling.class));

        assertEquals("""
                Configuration has 3 problems:
                  - size (test:2) is unknown: known here are steps, eta
                  - steps (test:1) is "many", but must be a whole number of at most 2147483647
                  - eta (test:1) is missing""", error.getMessage());
        assertEquals(ExitCode.FATAL, error.exitCode());
    }

    @Test
    void faultsOfTheProgramAreNoUserErrors() {
        assertThrows(IllegalStateException.class, () -> read("anything = 1", Unsupported.class));
        IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> read("steps = 1", Bug.class));
        assertInstanceOf(IllegalStateException.class, thrown.getCause());
    }

    private static void assertProblem(String expected, String hocon, Class<? extends Record> type) {
        UserError error = assertThrows(UserError.class, () -> read(hocon, type));

        assertEquals("Configuration: " + expected, error.getMessage());
    }

    private static <R extends Record> R read(String hocon, Class<R> type) {
        Config config =
                ConfigFactory.parseString(hocon, ConfigParseOptions.defaults().setOriginDescription("test"));
        Problems problems = new Problems();
        Optional<R> read = new RecordReader(problems).record(config.root(), type, "");
        problems.throwIfAny();
        return read.orElseThrow();
    }
}

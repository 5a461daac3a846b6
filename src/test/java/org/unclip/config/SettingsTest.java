package org.unclip.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {
    private static final String REFERENCE = """
            run { dir = runs/default, seed = 1 }
            stages { decoder { size = 64, multipliers = [1, 2] } }
            unet {}
            """;

    record Run(String dir, long seed) {}

    record Stage(int size, List<Integer> multipliers) {}

    @TempDir
    Path folder;

    @Test
    void setWinsOverFileOverReference() throws IOException {
        Settings settings = load("run { dir = runs/mine, seed = 2 }", "run.seed=3");

        assertEquals(new Run("runs/mine", 3), settings.read("run", Run.class));
    }

    @Test
    void referenceAloneIsEnough() {
        Settings settings = Settings.load(ConfigFactory.parseString(REFERENCE), Optional.empty(), List.of());

        assertEquals(new Run("runs/default", 1), settings.read("run", Run.class));
    }

    @Test
    void stagesInheritTemplatesThroughFileAndSet() throws IOException {
        Settings settings = load("unet { base = ${stages.decoder} { size = 32 } }", "unet.base.multipliers=[1,2,4]");

        assertEquals(new Stage(32, List.of(1, 2, 4)), settings.read("unet.base", Stage.class));
    }

    @Test
    void setTakesAddressesAndPathsAsTheyStand() throws IOException {
        Settings settings = load("", "run.dir=s3a://bucket:80/a b#c");

        assertEquals("s3a://bucket:80/a b#c", settings.read("run", Run.class).dir());
    }

    @Test
    void renderedSettingsReadBackTheSame() throws IOException {
        Settings first = load("run.dir = \"a#b\"", "run.seed=9");

        Settings again = load(first.render());

        assertEquals(first.read("run", Run.class), again.read("run", Run.class));
    }

    @Test
    void settingsAreListedWithTheirOrigins() throws IOException {
        Settings settings = load("unet { base = ${stages.decoder} { size = 32 } }", "run.seed=3");

        List<Setting> listed = settings.list();

        assertTrue(listed.contains(new Setting("run.seed", "3", "--set")), listed.toString());
        Setting size = listed.stream()
                .filter(setting -> setting.path().equals("unet.base.size"))
                .findFirst()
                .orElseThrow();
        assertEquals("32", size.value());
        assertEquals("user.conf:1", size.origin());
    }

    @Test
    void secretsAreMaskedWhereverTheyWouldShow() throws IOException {
        List<String> secrets = List.of(
                "run.settings.fs.s3a.secret.key",
                "run.settings.fs.s3a.access.key",
                "run.settings.sessionToken",
                "run.settings.keyPassword");
        Settings settings = load(
                "run.tokenizer.contextLength = 16",
                secrets.stream().map(key -> key + "=hush").toArray(String[]::new));

        String shown = settings.list() + settings.masked().render();

        assertTrue(!shown.contains("hush"), shown);
        assertTrue(settings.list().contains(new Setting(secrets.get(0), "(hidden)", "--set")), shown);
        assertTrue(shown.contains("value=16"), shown);
    }

    @Test
    void missingFileIsNamed() {
        Path absent = folder.resolve("absent.conf");

        UserError error = assertThrows(
                UserError.class,
                () -> Settings.load(ConfigFactory.parseString(REFERENCE), Optional.of(absent), List.of()));

        assertEquals(
                "Configuration file " + absent + " does not exist: give --conf a readable HOCON file.",
                error.getMessage());
        assertEquals(ExitCode.FATAL, error.exitCode());
    }

    @Test
    void folderInPlaceOfAFileIsNamed() {
        UserError error = assertThrows(
                UserError.class,
                () -> Settings.load(ConfigFactory.parseString(REFERENCE), Optional.of(folder), List.of()));

        assertEquals(
                "Configuration file " + folder + " can't be read: give --conf a readable HOCON file.",
                error.getMessage());
    }

    @Test
    void brokenFileIsNamedWithItsLine() {
        UserError error = assertThrows(UserError.class, () -> load("run {\n  seed = 2\n  dir = }\n"));

        assertStartsWith("Configuration file " + folder.resolve("user.conf") + ":3 is broken: ", error);
    }

    @Test
    void substitutionWithoutValueIsNamedWithItsLine() {
        UserError error = assertThrows(UserError.class, () -> load("run.seed = 2\nrun.dir = ${nowhere.at.all}"));

        assertEquals(
                "Configuration: " + folder.resolve("user.conf")
                        + ":2 refers to ${nowhere.at.all}, which is set neither in the configuration nor in the"
                        + " environment.",
                error.getMessage());
    }

    @Test
    void unknownSectionNamesTheNearest() {
        UserError error = assertThrows(UserError.class, () -> load("rum.seed = 2"));

        assertEquals(
                "Configuration: rum (" + folder.resolve("user.conf") + ":1) is unknown: did you mean \"run\"?",
                error.getMessage());
    }

    @Test
    void setWithoutEqualsSaysHow() {
        UserError error = assertThrows(UserError.class, () -> load("", "run.seed"));

        assertEquals(
                "--set is \"run.seed\", but must be key=value: write for example --set run.seed=7.",
                error.getMessage());
    }

    @Test
    void setWithABrokenListIsNamed() {
        UserError error = assertThrows(UserError.class, () -> load("", "stages.decoder.multipliers=[1,"));

        assertStartsWith("--set stages.decoder.multipliers=[1, is broken: ", error);
    }

    @Test
    void badValueFromSetNamesSet() throws IOException {
        Settings settings = load("", "run.seed=soon");

        UserError error = assertThrows(UserError.class, () -> settings.read("run", Run.class));

        assertEquals(
                "Configuration: run.seed (--set run.seed=soon) is \"soon\", but must be a whole number",
                error.getMessage());
    }

    @Test
    void absentSectionIsNamed() throws IOException {
        Settings settings = load("");

        UserError error = assertThrows(UserError.class, () -> settings.read("unet.base", Stage.class));

        assertEquals("Configuration: section unet.base is missing.", error.getMessage());
    }

    private Settings load(String user, String... sets) throws IOException {
        Path file = Files.writeString(folder.resolve("user.conf"), user);
        return Settings.load(ConfigFactory.parseString(REFERENCE), Optional.of(file), Arrays.asList(sets));
    }

    private static void assertStartsWith(String start, UserError error) {
        assertTrue(error.getMessage().startsWith(start), error.getMessage());
    }
}

package org.unclip.training.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;

final class GpuCheckTest {
    private static final String TOO_NEW =
            "GPU %s (NVIDIA H100 80GB HBM3, compute capability 9.0, driver 550.54.15, 81559"
                    + " MiB) is not among those that ND4J's CUDA 11.6 backend has code for (3.7, 5.0, 5.2, 6.0, 6.1, 7.0, 7.5,"
                    + " 8.0, 8.6 and 8.9): use another GPU, or train on the CPU.";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {FakeMachine.PASCAL, FakeMachine.AMPERE, FakeMachine.ADA})
    void devicesThatTheBackendHasCodeForPass(String device) throws IOException {
        GpuCheck check = ready().listing(device).check();

        assertEquals(1, check.require(List.of("0")).size());
        assertEquals(List.of(), check.problems());
    }

    @Test
    void saysWhatItFound() throws IOException {
        assertEquals(
                List.of("GPU 0 (NVIDIA L4, compute capability 8.9, driver 550.54.15, 23034 MiB)"),
                ready().listing(FakeMachine.ADA).check().require(List.of("0")));
    }

    @Test
    void asksNothingWithoutGpus() {
        assertEquals(List.of(), new FakeMachine(folder).check().require(List.of()));
    }

    @Test
    void refusesDevicesThatAreTooNew() throws IOException {
        assertEquals(refusal("0", TOO_NEW.formatted(0)), fault(ready().listing(FakeMachine.HOPPER), "0"));
    }

    @Test
    void judgesOnlyTheDevicesOfTheTask() throws IOException {
        FakeMachine mixed = ready().countingByBus().listing(FakeMachine.AMPERE, FakeMachine.SECOND_HOPPER);

        assertEquals(1, mixed.check().require(List.of("0")).size());
        assertEquals(refusal("1", TOO_NEW.formatted(1)), fault(mixed, "1"));
    }

    @Test
    void refusesUnlikeDevicesCountedBySpeed() throws IOException {
        FakeMachine mixed = ready().listing(FakeMachine.AMPERE, FakeMachine.SECOND_HOPPER);

        assertEquals(
                refusal(
                        "0",
                        "The machine's GPUs differ (NVIDIA A100-SXM4-40GB, NVIDIA H100 80GB HBM3), and CUDA would count"
                                + " them by speed, not as Spark does: set spark.executorEnv.CUDA_DEVICE_ORDER ="
                                + " PCI_BUS_ID."),
                fault(mixed, "0"));
    }

    @Test
    void refusesAddressesThatAreNotListed() throws IOException {
        assertEquals(
                refusal(
                        "2",
                        "nvidia-smi lists no GPU 2, but 0, 1: let the worker's discovery script print those numbers."),
                fault(ready().listing(FakeMachine.AMPERE, FakeMachine.SECOND_AMPERE), "2"));
        assertEquals(
                refusal(
                        "0",
                        "nvidia-smi lists no GPU 0, but none at all: let the worker's discovery script print those"
                                + " numbers."),
                fault(ready().answering("true"), "0"));
    }

    @Test
    void saysAllThatIsMissingAtOnce() throws IOException {
        FakeMachine machine = new FakeMachine(folder)
                .builtWithoutCuda()
                .withLibrariesBut("libcuda.so.1", "libcusolver.so.11")
                .listing(FakeMachine.HOPPER);

        String[] lines = fault(machine, "0").split(System.lineSeparator() + "  - ");

        assertEquals("Spark gave this task GPU 0, but CUDA cannot run on it:", lines[0]);
        assertEquals(
                "The CUDA backend is not in this build: build with mvn -B -q -Pcuda -DskipTests compile, or start the"
                        + " job without spark.task.resource.gpu.amount.",
                lines[1]);
        assertEquals("libcuda.so.1 is not found", lines[2].split(":")[0]);
        assertEquals("libcusolver.so.11 is not found", lines[3].split(":")[0]);
        assertEquals(TOO_NEW.formatted(0), lines[4]);
    }

    @Test
    void saysWhatIsMissingWhereTheDriverIsSilentToo() throws IOException {
        FakeMachine machine =
                new FakeMachine(folder).withLibrariesBut("libcublasLt.so.11").answering("exit 12");

        String[] lines = fault(machine, "0").split(System.lineSeparator() + "  - ");

        assertEquals("libcublasLt.so.11 is not found", lines[1].split(":")[0]);
        assertEquals(machine.program() + " ended with exit code 12 (without a word)", lines[2].split(": ")[0]);
    }

    @Test
    void withoutAddressesEveryDeviceInSightCounts() throws IOException {
        FakeMachine mixed = ready().listing(FakeMachine.AMPERE, FakeMachine.SECOND_HOPPER);

        assertEquals(List.of(TOO_NEW.formatted(1)), mixed.check().problems());
        assertEquals(List.of(), mixed.showing("0").check().problems());
        assertEquals(
                List.of("There is no GPU, or CUDA_VISIBLE_DEVICES hides them all."),
                mixed.showing("").check().problems());
    }

    private FakeMachine ready() throws IOException {
        return new FakeMachine(folder).withLibrariesBut();
    }

    private static String refusal(String address, String problem) {
        return "Spark gave this task GPU %s, but CUDA cannot run on it:%n  - %s".formatted(address, problem);
    }

    private static String fault(FakeMachine machine, String address) {
        UserError error = assertThrows(UserError.class, () -> machine.check().require(List.of(address)));
        assertEquals(ExitCode.FATAL, error.exitCode());
        return error.getMessage();
    }
}

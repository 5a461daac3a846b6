package org.unclip.training.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;

final class NvidiaSmiTest {
    private static final String FIELDS = "index,name,compute_cap,driver_version,memory.total";

    @TempDir
    Path folder;

    @Test
    void readsEveryDevice() throws IOException {
        List<GpuDevice> devices = machine()
                .listing(FakeMachine.AMPERE, FakeMachine.SECOND_AMPERE)
                .smi()
                .devices();

        assertEquals(
                new GpuDevice("0", "NVIDIA A100-SXM4-40GB", new ComputeCapability(8, 0), "535.161.08", "40960 MiB"),
                devices.get(0));
        assertEquals("1", devices.get(1).index());
    }

    @Test
    void isAskedForCsv() throws IOException {
        machine()
                .answering("[ \"$*\" = '--query-gpu=" + FIELDS + " --format=csv,noheader' ]")
                .smi()
                .devices();
    }

    @Test
    void mayListNone() throws IOException {
        assertTrue(machine().answering("true").smi().devices().isEmpty());
    }

    @Test
    void refusesAMissingProgram() {
        assertTrue(fault(machine()).startsWith(machine().program() + " cannot be asked (Cannot run program "));
        assertTrue(fault(machine()).endsWith(mend()));
    }

    @Test
    void saysWhatTheDriverSaid() throws IOException {
        FakeMachine silent = machine().answering("echo 'NVIDIA-SMI has failed because of the driver.'; exit 9");

        assertEquals(
                silent.program() + " ended with exit code 9 (NVIDIA-SMI has failed because of the driver.)" + mend(),
                fault(silent));
    }

    @Test
    void refusesAnswersItDoesNotUnderstand() throws IOException {
        FakeMachine broken = machine().listing("0, Tesla P100, [N/A], 535.161.08, 16384 MiB");

        assertEquals(
                broken.program() + " answered \"0, Tesla P100, [N/A], 535.161.08, 16384 MiB\" where it was asked for "
                        + FIELDS + mend(),
                fault(broken));
        assertTrue(fault(machine().listing("No devices were found")).contains("answered \"No devices were found\""));
    }

    @Test
    void refusesDriversThatDoNotTellCapability() throws IOException {
        FakeMachine old = machine().answering("echo 'Field \"compute_cap\" is not a valid field to query.'; exit 2");

        assertEquals(
                old.program() + " does not know compute_cap: install a newer driver (510 and later know it).",
                fault(old));
    }

    private FakeMachine machine() {
        return new FakeMachine(folder);
    }

    private String mend() {
        return ": install or mend NVIDIA's driver until " + machine().program() + " lists the machine's GPUs.";
    }

    private static String fault(FakeMachine machine) {
        UserError error = assertThrows(UserError.class, machine.smi()::devices);
        assertEquals(ExitCode.FATAL, error.exitCode());
        return error.getMessage();
    }
}

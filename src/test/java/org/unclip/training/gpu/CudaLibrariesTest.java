package org.unclip.training.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CudaLibrariesTest {
    private static final String HOW =
            ": install CUDA 11's libraries (NVIDIA's package cuda-libraries-11-6; those of CUDA 12"
                    + " do not serve) and add their folder to LD_LIBRARY_PATH before the worker starts.";

    @TempDir
    Path folder;

    @Test
    void areAllFound() throws IOException {
        assertEquals(
                List.of(),
                new FakeMachine(folder).withLibrariesBut().libraries().problems());
    }

    @Test
    void allMissingOnesAreSaidAtOnce() {
        assertEquals(
                List.of(
                        "libcuda.so.1 is not found: it comes with NVIDIA's driver; in a container, set"
                                + " NVIDIA_DRIVER_CAPABILITIES=compute,utility.",
                        "libcudart.so.11.0, libcublas.so.11, libcublasLt.so.11, libcusolver.so.11 are not found" + HOW),
                new FakeMachine(folder).libraries().problems());
    }

    @Test
    void oneMissingIsNamed() throws IOException {
        assertEquals(
                List.of("libcusolver.so.11 is not found" + HOW),
                new FakeMachine(folder)
                        .withLibrariesBut("libcusolver.so.11")
                        .libraries()
                        .problems());
    }

    @Test
    void thoseThatTheLoaderWouldNotFindAreShown() throws IOException {
        FakeMachine machine = new FakeMachine(folder)
                .withLibrariesBut("libcublas.so.11", "libcublasLt.so.11", "libcusolver.so.11")
                .elsewhere("libcublas.so.11", "libcublasLt.so.11");

        assertEquals(
                List.of(
                        "libcublas.so.11, libcublasLt.so.11 are in " + folder.resolve("elsewhere")
                                + ", where the loader does not look: add that folder to LD_LIBRARY_PATH before the worker"
                                + " starts.",
                        "libcusolver.so.11 is not found" + HOW),
                machine.libraries().problems());
    }

    @Test
    void namesOfTheLoadersCacheCount() throws IOException {
        Path ldconfig = folder.resolve("ldconfig");
        Files.writeString(ldconfig, """
                #!/bin/sh
                echo "2 libs found in cache \\`/etc/ld.so.cache'"
                printf '\\tlibcublas.so.11 (libc6,x86-64) => /opt/lib/libcublas.so.11\\n'
                printf '\\tlibcudart.so.11.0 (libc6) => /opt/lib32/libcudart.so.11.0\\n'
                """);
        Files.setPosixFilePermissions(ldconfig, PosixFilePermissions.fromString("rwxr-xr-x"));

        List<String> cached = CudaLibraries.loaderCache(ldconfig.toString());

        assertEquals(List.of("libcublas.so.11"), cached);
        assertTrue(new CudaLibraries(List.of(), cached, List.of())
                .problems().stream().noneMatch(problem -> problem.contains("libcublas.so.11,")));
    }

    @Test
    void aMachineWithoutLdconfigHasNoCache() {
        assertEquals(List.of(), CudaLibraries.loaderCache(folder.resolve("none").toString()));
    }
}

package org.unclip.training.gpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.unclip.training.gpu.GpuCheck.MachineSettings;

/** A machine made up in a temporary folder: a script for nvidia-smi, and empty files for libraries. */
final class FakeMachine {
    static final String PASCAL = "0, Tesla P100-PCIE-16GB, 6.0, 535.161.08, 16384 MiB";
    static final String AMPERE = "0, NVIDIA A100-SXM4-40GB, 8.0, 535.161.08, 40960 MiB";
    static final String ADA = "0, NVIDIA L4, 8.9, 550.54.15, 23034 MiB";
    static final String HOPPER = "0, NVIDIA H100 80GB HBM3, 9.0, 550.54.15, 81559 MiB";
    static final String SECOND_AMPERE = "1, NVIDIA A100-SXM4-40GB, 8.0, 535.161.08, 40960 MiB";
    static final String SECOND_HOPPER = "1, NVIDIA H100 80GB HBM3, 9.0, 550.54.15, 81559 MiB";

    private static final List<String> LIBRARIES =
            List.of("libcuda.so.1", "libcudart.so.11.0", "libcublas.so.11", "libcublasLt.so.11", "libcusolver.so.11");

    private final Path folder;
    private boolean hasBackend = true;
    private boolean countsByBus;
    private String visible;

    /** A machine without GPUs and libraries. */
    FakeMachine(Path folder) {
        this.folder = folder;
    }

    /** Its nvidia-smi lists these devices. */
    FakeMachine listing(String... devices) throws IOException {
        return answering("cat <<'END'\n" + String.join("\n", devices) + "\nEND");
    }

    /** Its nvidia-smi is this shell script. */
    FakeMachine answering(String script) throws IOException {
        Path program = folder.resolve("nvidia-smi");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return this;
    }

    /** It has every library that the backend needs, but for these. */
    FakeMachine withLibrariesBut(String... missing) throws IOException {
        Path lib = Files.createDirectories(folder.resolve("lib"));
        for (String library : LIBRARIES) {
            if (!List.of(missing).contains(library)) {
                Files.write(lib.resolve(library), new byte[0]);
            }
        }
        return this;
    }

    /** It has these libraries where the loader does not look. */
    FakeMachine elsewhere(String... libraries) throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        for (String library : libraries) {
            Files.write(elsewhere.resolve(library), new byte[0]);
        }
        return this;
    }

    /** Unclip was built without the CUDA backend. */
    FakeMachine builtWithoutCuda() {
        hasBackend = false;
        return this;
    }

    /** {@code CUDA_DEVICE_ORDER=PCI_BUS_ID}. */
    FakeMachine countingByBus() {
        countsByBus = true;
        return this;
    }

    /** {@code CUDA_VISIBLE_DEVICES}. */
    FakeMachine showing(String devices) {
        visible = devices;
        return this;
    }

    NvidiaSmi smi() {
        return new NvidiaSmi(program());
    }

    String program() {
        return folder.resolve("nvidia-smi").toString();
    }

    CudaLibraries libraries() {
        return new CudaLibraries(
                List.of(folder.resolve("none"), folder.resolve("lib")),
                List.of(),
                List.of(folder.resolve("elsewhere")));
    }

    GpuCheck check() {
        return new GpuCheck(
                smi(), libraries(), new MachineSettings(hasBackend, countsByBus, new VisibleDevices(visible)));
    }
}

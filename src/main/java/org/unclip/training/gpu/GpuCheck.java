package org.unclip.training.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.unclip.config.UserError;

/**
 * Whether ND4J's CUDA backend can run on this machine's GPUs: asked before the backend is touched, which would end in a
 * link error, or fail only at its first kernel.
 */
public final class GpuCheck {
    private final NvidiaSmi smi;
    private final CudaLibraries libraries;
    private final MachineSettings settings;

    /**
     * How this process was built and started.
     *
     * @param hasBackend whether the CUDA backend is on the class path
     * @param countsByBus whether CUDA counts devices as nvidia-smi does, in the order of the PCI bus, and not by speed
     * @param visible which devices CUDA sees
     */
    record MachineSettings(boolean hasBackend, boolean countsByBus, VisibleDevices visible) {}

    GpuCheck(NvidiaSmi smi, CudaLibraries libraries, MachineSettings settings) {
        this.smi = smi;
        this.libraries = libraries;
        this.settings = settings;
    }

    /** The check of this machine, in this process's environment. */
    public static GpuCheck ofThisMachine() {
        boolean countsByBus = "PCI_BUS_ID".equals(System.getenv("CUDA_DEVICE_ORDER"));
        return new GpuCheck(
                new NvidiaSmi("nvidia-smi"),
                CudaLibraries.ofThisMachine(),
                new MachineSettings(CudaBackend.isOnClassPath(), countsByBus, VisibleDevices.ofThisProcess()));
    }

    /**
     * Requires that the CUDA backend can run on the GPUs that Spark gave a task; asks nothing where there are none.
     *
     * @param addresses numbers of the GPUs on this machine
     * @return a line a GPU, for the log
     * @throws UserError all that is missing, and how to mend it; {@link org.unclip.config.ExitCode#FATAL}
     */
    public List<String> require(List<String> addresses) {
        if (addresses.isEmpty()) {
            return List.of();
        }
        List<String> problems = ofTheMachine();
        Optional<List<GpuDevice>> all = listed(problems);
        List<GpuDevice> given = those(device -> addresses.contains(device.index()), all);
        all.ifPresent(devices -> addUnlisted(addresses, devices, problems));
        addUnfit(given, problems);
        all.ifPresent(devices -> addAmbiguity(devices, problems));
        if (!problems.isEmpty()) {
            throw UserError.fatal("Spark gave this task GPU %s, but CUDA cannot run on it:%n  - %s"
                    .formatted(String.join(", ", addresses), String.join("%n  - ".formatted(), problems)));
        }
        return given.stream().map(GpuDevice::toString).toList();
    }

    /** Why the CUDA backend cannot run on every GPU that CUDA sees here; empty if it can. */
    public List<String> problems() {
        List<String> problems = ofTheMachine();
        Optional<List<GpuDevice>> all = listed(problems);
        List<GpuDevice> seen = those(device -> settings.visible().has(device.index()), all);
        if (all.isPresent() && seen.isEmpty()) {
            problems.add("There is no GPU, or CUDA_VISIBLE_DEVICES hides them all.");
        }
        addUnfit(seen, problems);
        return problems;
    }

    private List<String> ofTheMachine() {
        List<String> problems = new ArrayList<>();
        if (!settings.hasBackend()) {
            problems.add(CudaBackend.NOT_BUILT_IN);
        }
        problems.addAll(libraries.problems());
        return problems;
    }

    /** The machine's devices; nothing, and a problem more, where the driver does not tell. */
    private Optional<List<GpuDevice>> listed(List<String> problems) {
        try {
            return Optional.of(smi.devices());
        } catch (UserError untold) {
            problems.add(untold.getMessage());
            return Optional.empty();
        }
    }

    private static List<GpuDevice> those(Predicate<GpuDevice> wanted, Optional<List<GpuDevice>> all) {
        return all.stream().flatMap(List::stream).filter(wanted).toList();
    }

    private static void addUnlisted(List<String> addresses, List<GpuDevice> all, List<String> problems) {
        List<String> indices = all.stream().map(GpuDevice::index).toList();
        String listed = indices.isEmpty() ? "none at all" : String.join(", ", indices);
        addresses.stream()
                .filter(address -> !indices.contains(address))
                .map(address ->
                        "nvidia-smi lists no GPU %s, but %s: let the worker's discovery script print those numbers."
                                .formatted(address, listed))
                .forEach(problems::add);
    }

    private static void addUnfit(List<GpuDevice> devices, List<String> problems) {
        devices.stream()
                .filter(device -> !device.capability().runsBackend())
                .map(device -> device + " is not among those that ND4J's CUDA 11.6 backend has code for (3.7, 5.0, 5.2,"
                        + " 6.0, 6.1, 7.0, 7.5, 8.0, 8.6 and 8.9): use another GPU, or train on the CPU.")
                .forEach(problems::add);
    }

    private void addAmbiguity(List<GpuDevice> all, List<String> problems) {
        List<String> models = all.stream().map(GpuDevice::name).distinct().toList();
        if (models.size() > 1 && !settings.countsByBus()) {
            problems.add("The machine's GPUs differ (%s), and CUDA would count them by speed, not as Spark does: set"
                            .formatted(String.join(", ", models))
                    + " spark.executorEnv.CUDA_DEVICE_ORDER = PCI_BUS_ID.");
        }
    }
}

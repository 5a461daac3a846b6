package org.unclip.training.gpu;

import java.util.List;
import org.unclip.config.UserError;

/**
 * The GPU that a rank's threads compute on.
 *
 * <p>CUDA's current device belongs to a thread. ND4J gives a thread that has none the next device in turn, and a process
 * may hold several ranks with a device each: so every thread of a rank that makes arrays, its networks' workers above
 * all, is bound before its first one. Afterwards a thread keeps its device: arrays stay where they were made.
 *
 * <p>Immutable; shared by the threads of a rank.
 */
public final class GpuBinding {
    /** What a backend knows of devices. */
    interface Devices {
        /** How many it sees; their numbers are 0 to one less. */
        int count();

        /** Makes this thread compute on one of them. */
        void use(int device);
    }

    private static final int NONE = -1;

    private final Devices devices;
    private final int device;

    private GpuBinding(Devices devices, int device) {
        this.devices = devices;
        this.device = device;
    }

    /**
     * The binding to the GPU that Spark gave a task, or to the CPU where it gave none. Starts ND4J if there is a GPU.
     *
     * @param addresses Spark's: numbers of GPUs on this machine; none or one
     * @throws UserError if there are several, or the one is not to be had; {@link org.unclip.config.ExitCode#FATAL}
     */
    public static GpuBinding of(List<String> addresses) {
        return of(addresses, VisibleDevices.ofThisProcess(), new Nd4jDevices());
    }

    static GpuBinding of(List<String> addresses, VisibleDevices visible, Devices devices) {
        if (addresses.isEmpty()) {
            return new GpuBinding(devices, NONE);
        }
        if (addresses.size() > 1) {
            throw UserError.of(
                    "spark.task.resource.gpu.amount",
                    addresses.size(),
                    "1",
                    "a rank computes on one GPU; start more ranks");
        }
        String address = addresses.get(0);
        int device = visible.numberOf(address);
        int count = devices.count();
        if (device >= count) {
            throw UserError.fatal(
                    "Spark gave this task GPU %s, but CUDA sees %d here: let the worker's discovery script"
                                    .formatted(address, count)
                            + " print the GPUs of its own machine, and containers show them all.");
        }
        return new GpuBinding(devices, device);
    }

    /** Makes the calling thread compute on the rank's GPU; does nothing without one. */
    public void bindThisThread() {
        if (device != NONE) {
            devices.use(device);
        }
    }
}

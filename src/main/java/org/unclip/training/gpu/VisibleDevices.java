package org.unclip.training.gpu;

import java.util.Arrays;
import java.util.List;
import org.unclip.config.UserError;

/**
 * How CUDA numbers the devices of this process.
 *
 * <p>Spark's addresses are numbers of the machine. Where {@code CUDA_VISIBLE_DEVICES} is set, CUDA sees only the devices
 * it lists and counts them anew, in its order: with {@code 2,3} address 3 is device 1. CUDA stops reading it at the
 * first entry that is no device, usually −1.
 */
final class VisibleDevices {
    private static final String VARIABLE = "CUDA_VISIBLE_DEVICES";

    private final String value;

    /** What a value of the variable lets a process see; {@code null} if it is not set. */
    VisibleDevices(String value) {
        this.value = value;
    }

    /** What this process sees. */
    static VisibleDevices ofThisProcess() {
        return new VisibleDevices(System.getenv(VARIABLE));
    }

    /** Whether CUDA sees the device of that address. */
    boolean has(String address) {
        return value == null || listed().contains(address);
    }

    /**
     * CUDA's number, from 0, of the device that has this address on the machine.
     *
     * @throws UserError if the address is no number, or hidden
     */
    int numberOf(String address) {
        if (!address.matches("\\d{1,4}")) {
            throw UserError.of(
                    "A GPU's address from Spark",
                    address,
                    "its number on the machine",
                    "let the worker's discovery script print what nvidia-smi --query-gpu=index prints");
        }
        if (!has(address)) {
            throw UserError.of(
                    VARIABLE,
                    value,
                    "numbers that include " + address + ", the GPU that Spark gave this task",
                    "unset it for the worker, since Spark gives out the GPUs");
        }
        return value == null ? Integer.parseInt(address) : listed().indexOf(address);
    }

    private List<String> listed() {
        return Arrays.stream(value.split(","))
                .map(String::strip)
                .takeWhile(entry -> !entry.startsWith("-"))
                .toList();
    }
}

package org.unclip.training.gpu;

import java.io.IOException;
import java.util.List;
import org.unclip.config.UserError;

/** Asks NVIDIA's driver for the machine's GPUs, without touching CUDA. */
final class NvidiaSmi {
    private static final String FIELDS = "index,name,compute_cap,driver_version,memory.total";
    private static final String MEND = "install or mend NVIDIA's driver until %s lists the machine's GPUs";

    private final String program;

    /** Asks a program of this name or path. */
    NvidiaSmi(String program) {
        this.program = program;
    }

    /**
     * The machine's GPUs in the order of the PCI bus, whatever {@code CUDA_VISIBLE_DEVICES} says; maybe none.
     *
     * @throws UserError if the driver gives no answer, or one that does not tell what must be known
     */
    List<GpuDevice> devices() {
        Program.Answer answer = ask();
        if (answer.text().contains("not a valid field")) {
            throw UserError.fatal(
                    "%s does not know compute_cap: install a newer driver (510 and later know it).".formatted(program));
        }
        if (answer.exitCode() != 0) {
            throw fault("ended with exit code %d (%s)".formatted(answer.exitCode(), firstLine(answer.text())));
        }
        return answer.text().lines().map(this::device).toList();
    }

    private Program.Answer ask() {
        try {
            return Program.ask(List.of(program, "--query-gpu=" + FIELDS, "--format=csv,noheader"));
        } catch (IOException e) {
            throw fault("cannot be asked (" + e.getMessage() + ")");
        }
    }

    private GpuDevice device(String line) {
        String[] fields = line.strip().split("\\s*,\\s*");
        if (fields.length == 5) {
            var capability = ComputeCapability.parse(fields[2]);
            if (capability.isPresent()) {
                return new GpuDevice(fields[0], fields[1], capability.get(), fields[3], fields[4]);
            }
        }
        throw fault("answered \"%s\" where it was asked for %s".formatted(line.strip(), FIELDS));
    }

    private UserError fault(String what) {
        return UserError.fatal("%s %s: %s.".formatted(program, what, MEND.formatted(program)));
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("without a word");
    }
}

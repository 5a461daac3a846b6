package org.unclip.job.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The vector instructions of a processor.
 *
 * @param cpuInfo what Linux says of it; empty elsewhere
 */
record InstructionSet(Optional<String> cpuInfo) {
    static final String AVX512 = "AVX-512";
    static final String UNKNOWN = "instruction set not known";

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    static InstructionSet ofThisMachine() {
        try {
            return new InstructionSet(
                    Files.isReadable(CPU_INFO) ? Optional.of(Files.readString(CPU_INFO)) : Optional.empty());
        } catch (IOException e) {
            return new InstructionSet(Optional.empty());
        }
    }

    /** The widest that the engine profits from. */
    String words() {
        return cpuInfo.map(text -> text.contains("avx512f")
                        ? AVX512
                        : text.contains("avx2") ? "AVX2" : text.contains("asimd") ? "NEON" : "neither AVX2 nor AVX-512")
                .orElse(UNKNOWN);
    }
}

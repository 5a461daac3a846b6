package org.unclip.training.gpu;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The generation of a GPU, such as 8.6.
 *
 * <p>ND4J's CUDA 11.6 binaries hold machine code and no PTX, so nothing can be translated for newer devices: code for
 * x.y runs on x.z with z ≥ y alone. This holds between graphics cards and not for Jetsons, whose capabilities are of
 * their own (CUDA C++ Programming Guide, “Binary Compatibility”).
 *
 * @param major x of x.y
 * @param minor y of x.y
 */
record ComputeCapability(int major, int minor) {
    /** What the section {@code .nv_fatbin} of {@code libnd4jcuda.so} 1.0.0-M2.1 holds. */
    private static final List<ComputeCapability> CODE =
            List.of(of(3, 7), of(5, 0), of(5, 2), of(6, 0), of(6, 1), of(7, 0), of(7, 5), of(8, 0), of(8, 6));

    private static final List<ComputeCapability> JETSON = List.of(of(3, 2), of(5, 3), of(6, 2), of(7, 2), of(8, 7));
    private static final Pattern FORM = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})");

    private static ComputeCapability of(int major, int minor) {
        return new ComputeCapability(major, minor);
    }

    /** Reads "8.6"; empty for what is no capability. */
    static Optional<ComputeCapability> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(of(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2))))
                : Optional.empty();
    }

    /** Whether the CUDA backend holds code that runs on such a device. */
    boolean runsBackend() {
        return !JETSON.contains(this) && CODE.stream().anyMatch(code -> code.major == major && code.minor <= minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}

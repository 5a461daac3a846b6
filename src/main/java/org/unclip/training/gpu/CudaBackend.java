package org.unclip.training.gpu;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J's CUDA backend beside that for the CPU, as {@code -Pcuda} builds.
 *
 * <p>ND4J tries CUDA first (priority 100 to 0) and takes the CPU where CUDA does not load, with a stack trace on
 * standard error; but where cuSOLVER alone is missing it fails. A driver without GPUs needs the CPU, so both stay on the
 * class path, and CUDA is hidden where it could not run.
 */
public final class CudaBackend {
    static final String NOT_BUILT_IN =
            "The CUDA backend is not in this build: build with mvn -B -q -Pcuda -DskipTests compile, or start the job"
                    + " without spark.task.resource.gpu.amount.";

    private static final String NAME = "org.nd4j.linalg.jcublas.JCublasBackend";
    private static final String SERVICES = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";

    private CudaBackend() {}

    /** Whether this build has it; ND4J is not touched. */
    public static boolean isOnClassPath() {
        return ND4JClassLoading.getNd4jClassloader().getResource(NAME.replace('.', '/') + ".class") != null;
    }

    /** Whether ND4J computes with it; starts ND4J. */
    static boolean isChosen() {
        return Nd4j.getBackend().getClass().getName().equals(NAME);
    }

    /**
     * Hides the CUDA backend from ND4J where it could not run on every GPU in sight. For a process to which Spark gave
     * no GPU, before its first touch of ND4J.
     *
     * @return why the CPU computes, to be told to the user; empty in a build without CUDA, or if CUDA can run
     */
    public static Optional<String> hideUnlessUsable() {
        return isOnClassPath() ? hideIf(GpuCheck.ofThisMachine().problems()) : Optional.empty();
    }

    private static Optional<String> hideIf(List<String> problems) {
        if (problems.isEmpty()) {
            return Optional.empty();
        }
        ND4JClassLoading.setNd4jClassloader(new WithoutCuda(ND4JClassLoading.getNd4jClassloader()));
        return Optional.of("Built with CUDA, which cannot run here, so the CPU computes:%n  - %s"
                .formatted(String.join("%n  - ".formatted(), problems)));
    }

    /** A class path on which ND4J does not find the CUDA backend. */
    static final class WithoutCuda extends ClassLoader {
        WithoutCuda(ClassLoader all) {
            super(all);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            List<URL> found = Collections.list(super.getResources(name));
            if (name.equals(SERVICES)) {
                found.removeIf(WithoutCuda::offersCuda);
            }
            return Collections.enumeration(found);
        }

        private static boolean offersCuda(URL services) {
            try (InputStream in = services.openStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8).contains(NAME);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

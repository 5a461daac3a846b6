package org.unclip.training.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.training.gpu.CudaBackend.WithoutCuda;

final class CudaBackendTest {
    private static final String SERVICES = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";

    @TempDir
    Path folder;

    @Test
    void hiddenFromNd4jLeavesTheCpu() throws IOException {
        URL cpu = offering("cpu", "org.nd4j.linalg.cpu.nativecpu.CpuBackend\n");
        URL cuda = offering("cuda", "org.nd4j.linalg.jcublas.JCublasBackend\n");

        try (URLClassLoader both = new URLClassLoader(new URL[] {cuda, cpu}, null)) {
            List<URL> left = Collections.list(new WithoutCuda(both).getResources(SERVICES));

            assertEquals(List.of(new URL(cpu, SERVICES)), left);
        }
    }

    @Test
    void aBuildForTheCpuHasNothingToHide() {
        assumeFalse(CudaBackend.isOnClassPath(), "built with -Pcuda");

        assertTrue(CudaBackend.hideUnlessUsable().isEmpty());
    }

    private URL offering(String name, String backend) throws IOException {
        Path services = folder.resolve(name).resolve(SERVICES);
        Files.createDirectories(services.getParent());
        Files.writeString(services, backend);
        return folder.resolve(name).toUri().toURL();
    }
}

package org.unclip.job;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.nd4j.linalg.factory.Nd4jBackend;
import org.nd4j.linalg.factory.Nd4jBackend.NoAvailableBackendException;
import org.unclip.report.Fact;

/** What this process runs on. */
final class Environment {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo"); // Linux alone
    private static final String ND4J = "/META-INF/maven/org.nd4j/nd4j-api/pom.properties";
    private static final double GIGABYTE = 1 << 30;

    private Environment() {}

    /** Software first, then the machine. */
    static List<Fact> facts() {
        return List.of(
                new Fact("Unclip", "%s, commit %s".formatted(CodeVersion.version(), CodeVersion.commit())),
                new Fact("Java", "%s, %s".formatted(Runtime.version(), System.getProperty("java.vm.name"))),
                new Fact("Spark", org.apache.spark.package$.MODULE$.SPARK_VERSION()),
                new Fact("ND4J", "%s, %s".formatted(nd4j(), backend())),
                new Fact(
                        "Operating system",
                        "%s %s, %s"
                                .formatted(
                                        System.getProperty("os.name"),
                                        System.getProperty("os.version"),
                                        System.getProperty("os.arch"))),
                new Fact("Processor", processor()),
                new Fact("Cores", String.valueOf(Runtime.getRuntime().availableProcessors())),
                new Fact("Memory", memory()));
    }

    private static String nd4j() {
        try (InputStream in = Nd4jBackend.class.getResourceAsStream(ND4J)) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the class path does not fail
        }
    }

    /** The one that ND4J takes, found without starting it. */
    private static String backend() {
        try {
            return Nd4jBackend.load().getClass().getSimpleName();
        } catch (NoAvailableBackendException e) {
            return "no backend";
        }
    }

    private static String processor() {
        if (!Files.isReadable(CPU_INFO)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElseGet(() -> System.getProperty("os.arch"));
        } catch (IOException e) {
            throw new UncheckedIOException(CPU_INFO + " can't be read", e);
        }
    }

    private static String memory() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return "%.1f GB, of which Java's heap may take %.1f"
                .formatted(
                        system.getTotalMemorySize() / GIGABYTE,
                        Runtime.getRuntime().maxMemory() / GIGABYTE);
    }
}

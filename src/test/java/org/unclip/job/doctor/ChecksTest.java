package org.unclip.job.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.ExitCode;
import org.unclip.config.Settings;
import org.unclip.data.DataConfig;
import org.unclip.job.doctor.Finding.Status;

/** Each check where all is well and where it is not. */
final class ChecksTest {
    @TempDir
    Path folder;

    @Test
    void javaOfThisProcessIsFit() {
        assertOk(JavaCheck.ofThisProcess());
    }

    @Test
    void javaThatIsTooNewFailsAsHadoopWould() {
        assertFails(new JavaCheck(24, true), "version 24", "Install Java 17 (up to 23) and set JAVA_HOME to it.");
    }

    @Test
    void javaWithoutTheVectorModuleFails() {
        List<Finding> findings = new JavaCheck(17, false).look();

        assertEquals(Status.FAIL, findings.get(1).status());
        assertEquals(
                "the module jdk.incubator.vector is missing", findings.get(1).found());
    }

    @Test
    void heapAndArraysMustFitTheMachine() {
        assertOk(new MemoryCheck(8_000_000_000L, 2_000_000_000, 2_000_000_000));
        assertFails(
                new MemoryCheck(4_000_000_000L, 2_000_000_000, 2_000_000_000),
                "4.0 GB, of which a job may take 2.0 (UNCLIP_HEAP) + 2.0 (UNCLIP_OFFHEAP) + 0.5",
                "Lower UNCLIP_HEAP or UNCLIP_OFFHEAP, or use a larger machine.");
    }

    @Test
    void severalThreadsOfOpenMpFail() {
        assertOk(new CoresCheck(2, 2, Optional.of("1")));
        assertEquals(Status.WARN, only(new CoresCheck(2, 4, Optional.of("1"))).status());
        assertFails(
                new CoresCheck(2, 2, Optional.empty()),
                "2, run.threads 2, OMP_NUM_THREADS not set",
                "Set OMP_NUM_THREADS=1, as jobs/unclip does: results depend on it, and more are slower.");
    }

    @Test
    void nativeBackendMultipliesRight() {
        Finding finding = only(NativeCheck.ofThisProcess());

        assertTrue(finding.status() != Status.FAIL, finding.toString());
        assertTrue(finding.found().startsWith("CpuBackend, "), finding.found());
    }

    @Test
    void backendThatDoesNotLoadOrMultipliesWronglyFails() {
        NativeCheck unloaded = new NativeCheck(
                () -> {
                    throw new UnsatisfiedLinkError("no jnind4jcpu in java.library.path");
                },
                () -> InstructionSet.AVX512);
        NativeCheck wrong = new NativeCheck(() -> new float[] {7, 10, 15, 23}, () -> InstructionSet.AVX512);

        assertTrue(only(unloaded).found().contains("no jnind4jcpu in java.library.path"));
        assertFails(
                wrong,
                "multiplies wrongly: [7.0, 10.0, 15.0, 23.0] instead of [7.0, 10.0, 15.0, 22.0]",
                "Do not train on this machine, and look at its memory and processor.");
    }

    @Test
    void processorWithoutAvx512IsAWarning() {
        InstructionSet old = new InstructionSet(Optional.of("flags : sse4_2 avx avx2 fma"));

        assertEquals("AVX2", old.words());
        assertEquals(
                Status.WARN,
                only(new NativeCheck(() -> new float[] {7, 10, 15, 22}, old::words))
                        .status());
    }

    @Test
    void dataSetThatIsNotThereFails() throws IOException {
        Path pictures = Files.createDirectory(folder.resolve("pictures"));

        assertOk(data(pictures));
        Finding finding = only(data(folder.resolve("none")));
        assertEquals(Status.FAIL, finding.status());
        assertEquals(ExitCode.FATAL, finding.exitCode());
        assertTrue(finding.found().startsWith("data.path is \"" + folder.resolve("none")), finding.found());
    }

    @Test
    void addressOfAnotherMachineCannotBeListenedAt() {
        assertOk(new DriverCheck("SPARK_LOCAL_IP", "127.0.0.1", DriverCheck.ANY));
        Finding finding = only(new DriverCheck("SPARK_LOCAL_IP", "192.0.2.1", DriverCheck.ANY));

        assertEquals(Status.FAIL, finding.status());
        assertEquals("Set SPARK_LOCAL_IP to an address of this machine.", finding.mend());
    }

    @Test
    void takenPortCannotBeListenedAt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Finding finding =
                    only(new DriverCheck("SPARK_LOCAL_IP", "127.0.0.1", String.valueOf(taken.getLocalPort())));

            assertEquals(Status.FAIL, finding.status());
            assertEquals(
                    "Set SPARK_LOCAL_IP to an address of this machine, and spark.driver.port to a free port.",
                    finding.mend());
        }
    }

    @Test
    void portThatIsNoneIsNamed() {
        assertEquals(
                "spark.settings: spark.driver.port is \"any\", but must be 0 to 65535: correct it, or leave it out.",
                only(new DriverCheck("SPARK_LOCAL_IP", "127.0.0.1", "any")).found());
    }

    @Test
    void masterIsAskedForAnAnswer() throws IOException {
        assertOk(new MasterCheck("local"));
        int port;
        try (ServerSocket master = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = master.getLocalPort();
            assertOk(new MasterCheck("spark://127.0.0.1:" + port));
        }
        Finding silent = only(new MasterCheck("spark://127.0.0.1:" + port));

        assertEquals(Status.FAIL, silent.status());
        assertEquals(ExitCode.RETRY, silent.exitCode());
    }

    @Test
    void littleFreeSpaceIsTold() {
        assertOk(disk(50_000_000_000L));
        assertEquals(Status.WARN, only(disk(5_000_000_000L)).status());
        assertFails(
                disk(100_000_000),
                "0.1 GB free below " + folder.resolve("runs/one"),
                "Free some space there, or set run.dir elsewhere; jobs/unclip plan says what a job needs.");
    }

    @Test
    void gpusAreLookedForOnlyWhereTheyAreWanted() {
        List<String> problems = List.of("There is no GPU, or CUDA_VISIBLE_DEVICES hides them all.");

        assertOk(new GpusCheck(false, false, () -> problems));
        assertOk(new GpusCheck(true, true, List::of));
        Finding finding = only(new GpusCheck(true, true, () -> problems));
        assertEquals(Status.WARN, finding.status());
        assertEquals(problems.get(0), finding.found());
    }

    @Test
    void distributionMustBeOfSpark35ForScala212() throws IOException {
        assertOk(new SparkHomeCheck(Optional.empty()));
        assertOk(new SparkHomeCheck(Optional.of(distribution("spark-core_2.12-3.5.6.jar"))));
        assertFails(
                new SparkHomeCheck(Optional.of(distribution("spark-core_2.13-4.0.0.jar"))),
                folder + "/spark-core_2.13-4.0.0.jar-home has Spark 4.0 for Scala 2.13",
                "Set SPARK_HOME to a Spark 3.5 for Scala 2.12, or unset it.");
        assertFails(
                new SparkHomeCheck(Optional.of(folder)),
                folder + " has no bin/spark-submit",
                "Set SPARK_HOME to a Spark 3.5 for Scala 2.12, or unset it.");
    }

    private Path distribution(String core) throws IOException {
        Path home = folder.resolve(core + "-home");
        Files.createFile(Files.createDirectories(home.resolve("jars")).resolve(core));
        Path submit =
                Files.createFile(Files.createDirectories(home.resolve("bin")).resolve("spark-submit"));
        assertTrue(submit.toFile().setExecutable(true));
        return home;
    }

    private DiskCheck disk(long free) {
        return new DiskCheck("disk", "run.dir", folder.resolve("runs/one"), place -> free);
    }

    private static DataCheck data(Path path) {
        DataConfig config = Settings.load(Optional.empty(), List.of("data.source=folder", "data.path=" + path))
                .read("data", DataConfig.class);
        return new DataCheck(config, new Configuration());
    }

    private static void assertOk(Check check) {
        check.look().forEach(finding -> assertEquals(Status.OK, finding.status(), finding.toString()));
    }

    private static void assertFails(Check check, String found, String mend) {
        Finding finding = only(check);
        assertEquals(Status.FAIL, finding.status());
        assertEquals(found, finding.found());
        assertEquals(mend, finding.mend());
    }

    private static Finding only(Check check) {
        List<Finding> findings = check.look();
        assertEquals(1, findings.size(), findings.toString());
        return findings.get(0);
    }
}

package org.unclip.job.doctor;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unclip.config.ExitCode;
import org.unclip.data.table.DriverHost;
import org.unclip.job.JobReport;
import org.unclip.job.JsonText;
import org.unclip.job.UnclipConfig;
import org.unclip.job.doctor.Finding.Status;
import org.unclip.storage.Folder;

/** Looks whether jobs with these settings would find what they need, and leaves everything as it was. */
public final class DoctorJob {
    private static final String LOOPBACK = "127.0.0.1";

    private DoctorJob() {}

    /** Makes all checks, one after the other. */
    public static JobReport run(UnclipConfig config, boolean json) {
        List<Finding> findings =
                checks(config).stream().flatMap(check -> check.look().stream()).toList();
        return new JobReport(exitCode(findings), json ? JsonText.of(documents(findings)) : text(findings));
    }

    private static List<Check> checks(UnclipConfig config) {
        Map<String, String> settings = config.spark().settings();
        Optional<Path> localRun = local(config.run().folder());
        List<Check> checks = new ArrayList<>(List.of(
                JavaCheck.ofThisProcess(),
                MemoryCheck.ofThisProcess(),
                CoresCheck.ofThisProcess(config.run().threadsHere()),
                NativeCheck.ofThisProcess(),
                new StorageCheck(
                        () -> Folder.at(config.run().folder(), config.spark().impatientHadoop()), Clock.systemUTC())));
        localRun.ifPresent(folder -> checks.add(DiskCheck.of("disk", "run.dir", folder)));
        checks.add(DiskCheck.of(
                "scratch", "java.io.tmpdir (UNCLIP_JAVA_OPTS)", Path.of(System.getProperty("java.io.tmpdir"))));
        checks.add(new DataCheck(config.data(), config.spark().impatientHadoop()));
        checks.add(new MasterCheck(config.spark().master()));
        checks.add(driver(config));
        checks.add(GpusCheck.ofThisMachine(settings.containsKey("spark.task.resource.gpu.amount")));
        checks.add(SparkHomeCheck.ofThisProcess());
        return checks;
    }

    private static DriverCheck driver(UnclipConfig config) {
        Map<String, String> settings = config.spark().settings();
        String port = settings.getOrDefault("spark.driver.port", DriverCheck.ANY);
        String bind = settings.get("spark.driver.bindAddress");
        if (bind != null) {
            return new DriverCheck("spark.driver.bindAddress in spark.settings", bind, port);
        }
        String host = settings.get("spark.driver.host");
        if (host != null) {
            return new DriverCheck("spark.driver.host in spark.settings", host, port);
        }
        String address = config.spark().isLocal()
                ? LOOPBACK
                : Optional.ofNullable(System.getenv("SPARK_LOCAL_IP"))
                        .or(() -> DriverHost.towards(config.spark().master()))
                        .orElse("0.0.0.0");
        return new DriverCheck("SPARK_LOCAL_IP", address, port);
    }

    private static Optional<Path> local(String folder) {
        return folder.contains("://") ? Optional.empty() : Optional.of(Path.of(folder.replaceFirst("^file:", "")));
    }

    /** Of the faults that there are: one that the user must mend outweighs one that may pass. */
    private static ExitCode exitCode(List<Finding> findings) {
        List<ExitCode> faults = findings.stream()
                .filter(finding -> finding.status() == Status.FAIL)
                .map(Finding::exitCode)
                .toList();
        if (faults.isEmpty()) {
            return ExitCode.DONE;
        }
        return faults.contains(ExitCode.FATAL) ? ExitCode.FATAL : ExitCode.RETRY;
    }

    private static List<Map<String, String>> documents(List<Finding> findings) {
        List<Map<String, String>> documents = new ArrayList<>();
        for (Finding finding : findings) {
            Map<String, String> document = new LinkedHashMap<>();
            document.put("check", finding.check());
            document.put("status", finding.status().name());
            document.put("found", finding.found());
            document.put("mend", finding.mend());
            documents.add(document);
        }
        return documents;
    }

    private static String text(List<Finding> findings) {
        int longest = findings.stream()
                .mapToInt(finding -> finding.check().length())
                .max()
                .orElse(1);
        List<String> lines = new ArrayList<>();
        for (Finding finding : findings) {
            lines.add("%%-4s  %%-%ds  %%s"
                    .formatted(longest)
                    .formatted(finding.status(), finding.check(), finding.found()));
            if (!finding.mend().isEmpty()) {
                lines.add(" ".repeat(longest + 8) + finding.mend());
            }
        }
        return String.join("\n", lines);
    }
}

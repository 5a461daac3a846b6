package org.unclip.job.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Spark distribution that submits jobs.
 *
 * @param home SPARK_HOME, if set
 */
record SparkHomeCheck(Optional<Path> home) implements Check {
    private static final Pattern CORE = Pattern.compile("spark-core_(\\d+\\.\\d+)-(\\d+\\.\\d+)\\..*\\.jar");
    private static final String SCALA = "2.12";
    private static final String SPARK = "3.5";
    private static final String MEND =
            "Set SPARK_HOME to a Spark %s for Scala %s, or unset it.".formatted(SPARK, SCALA);

    static SparkHomeCheck ofThisProcess() {
        return new SparkHomeCheck(Optional.ofNullable(System.getenv("SPARK_HOME"))
                .filter(home -> !home.isBlank())
                .map(Path::of));
    }

    @Override
    public String name() {
        return "SPARK_HOME";
    }

    @Override
    public List<Finding> findings() {
        return List.of(home.map(this::of).orElseGet(() -> Finding.ok(name(), "not set: jobs are their own drivers")));
    }

    private Finding of(Path folder) {
        if (!Files.isExecutable(folder.resolve("bin/spark-submit"))) {
            return Finding.fail(name(), folder + " has no bin/spark-submit", MEND);
        }
        try (Stream<Path> jars = Files.list(folder.resolve("jars"))) {
            return jars.map(jar -> CORE.matcher(jar.getFileName().toString()))
                    .filter(Matcher::matches)
                    .findFirst()
                    .map(core -> of(folder, core.group(2), core.group(1)))
                    .orElseGet(() -> Finding.fail(name(), folder + "/jars has no spark-core", MEND));
        } catch (IOException e) {
            return Finding.fail(name(), folder + " has no folder jars", MEND);
        }
    }

    private Finding of(Path folder, String spark, String scala) {
        String found = "%s has Spark %s for Scala %s".formatted(folder, spark, scala);
        return spark.equals(SPARK) && scala.equals(SCALA)
                ? Finding.ok(name(), found)
                : Finding.fail(name(), found, MEND);
    }
}

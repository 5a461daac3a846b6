package org.unclip.training.dl4j;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.unclip.config.UserError;
import org.unclip.nn.ModelGraph;
import org.unclip.nn.Network;

/** Drivers of {@link TinyRegression}; its main trains up to its mark in a process of its own, whose executors may be killed. */
final class TestDriver {
    static final ModelGraph GRAPH = TinyRegression.graph();

    private static final int PORT = 40123;

    private TestDriver() {}

    public static void main(String[] arguments) {
        try (JavaSparkContext spark = spark(arguments[0], arguments[1])) {
            train(spark, new TinyRegression(16, arguments[2]), config(2, 200), round -> {});
        } catch (UserError error) {
            System.out.println(error.getMessage());
            System.exit(error.exitCode().number());
        }
    }

    static float[] train(JavaSparkContext spark, TinyRegression batches, Dl4jConfig config, Round.Observer observer) {
        float[] initial = Network.layoutOf(GRAPH).initialValues(1);
        return new SharedTraining(config, observer).train(spark, GRAPH, batches, TinyRegression.CONFIG, initial);
    }

    static Dl4jConfig config(int executors, long roundSteps) {
        return new Dl4jConfig(executors, 1e-3, Optional.empty(), PORT, Optional.empty(), roundSteps, 120);
    }

    /**
     * Spark with executors of this class path's libraries.
     *
     * @param jar of Unclip's classes and the tests', which executors do not have
     */
    static JavaSparkContext spark(String master, String jar) {
        return new JavaSparkContext(new SparkConf()
                .setAppName("shared training")
                .setMaster(master)
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.executor.memory", "700m")
                .set("spark.executor.extraJavaOptions", "--add-modules=jdk.incubator.vector")
                .set("spark.jars", jar));
    }

    /** The command that runs {@link #main} with this process's options; see {@link TinyRegression#mark}. */
    static List<String> command(String master, String jar, Path mark) {
        return List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "@conf/jvm.options",
                "-cp",
                System.getProperty("java.class.path"),
                TestDriver.class.getName(),
                master,
                jar,
                mark.toString());
    }
}

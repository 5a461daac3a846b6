package org.unclip.job.stress;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;

/** A driver that sums numbers in many short tasks on two executors. Arguments: master's URL, own address, jar. */
final class SlowSum {
    static final int TASKS = 60;

    private SlowSum() {}

    public static void main(String[] arguments) {
        SparkConf conf = new SparkConf()
                .setAppName("slow sum")
                .setMaster(arguments[0])
                .set("spark.driver.host", arguments[1])
                .set("spark.jars", arguments[2])
                .set("spark.ui.enabled", "false")
                .set("spark.executor.memory", "512m")
                .set(
                        "spark.cores.max",
                        "2") // of two executors; the first job waits for both, as long as the next lines say
                .set("spark.scheduler.minRegisteredResourcesRatio", "1")
                .set("spark.scheduler.maxRegisteredResourcesWaitingTime", "90s")
                .set("spark.executor.heartbeatInterval", "1s")
                .set("spark.network.timeout", "8s")
                .set("spark.network.timeoutInterval", "2s")
                .set("spark.storage.blockManagerHeartbeatTimeoutMs", "8000");
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            spark.parallelize(List.of(1)).count();
            System.out.println("two executors");
            List<Integer> numbers = new ArrayList<>();
            for (int number = 1; number <= TASKS; number++) {
                numbers.add(number);
            }
            int sum = spark.parallelize(numbers, TASKS).map(new Nap()).reduce(Integer::sum);
            System.out.println("sum " + sum);
        }
    }

    /** Takes its time. */
    static final class Nap implements Function<Integer, Integer> {
        private static final long serialVersionUID = 1L;

        @Override
        public Integer call(Integer number) throws InterruptedException {
            Thread.sleep(200);
            return number;
        }
    }
}

package org.unclip.job.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unclip.job.plan.MemoryItem.Where;

/**
 * What a training will take, before it is begun.
 *
 * @param ranks that share it
 * @param workers threads of a rank
 * @param memory of a rank, the first one
 * @param limits of the process that has it
 * @param measured on this machine; empty if it cannot hold a worker
 * @param time empty if nothing says how fast it goes
 * @param refusals why it does not fit, a sentence each
 */
public record TrainingPlan(
        PlannedTraining training,
        int ranks,
        int workers,
        RankMemory memory,
        MemoryLimits limits,
        Optional<Calibration> measured,
        Optional<PlannedTime> time,
        PlannedStorage storage,
        List<String> refusals)
        implements Plan {
    private static final double SECOND_MILLIS = 1e3;

    @Override
    public String text() {
        PlanTable table = new PlanTable();
        table.heading("%s: %,d parameters; %d micro-batches of %d examples a step; %s of %s"
                .formatted(
                        training.job(),
                        training.parameters(),
                        training.config().microBatches(),
                        training.config().microBatchSize(),
                        PlanTable.count(ranks, "rank"),
                        PlanTable.count(workers, "thread")));
        memory(table);
        time(table);
        storage(table);
        return table.toString();
    }

    private void memory(PlanTable table) {
        table.heading("memory of a rank at its peak");
        memory.items()
                .forEach(item -> table.row(
                        item.name(), Bytes.words(item.bytes()), item.where().word(), item.how()));
        table.row("in use", Bytes.words(memory.total()), "", "all of that");
        table.row(
                "heap to give it",
                Bytes.words(memory.heapNeeded()),
                "",
                "its objects, and a quarter more for the collector");
        table.row(
                "given",
                Bytes.words(limits.heap().bytes()),
                "heap",
                limits.heap().setting() + shared());
        limits.beyondHeap()
                .ifPresent(limit -> table.row("", Bytes.words(limit.bytes()), "native", limit.setting() + shared()));
        limits.machine().ifPresent(limit -> table.row("", Bytes.words(limit.bytes()), "all", limit.setting()));
    }

    private String shared() {
        return limits.ranks() == 1 ? "" : ", shared by %d ranks".formatted(limits.ranks());
    }

    private void time(PlanTable table) {
        table.heading("time, validation and samples not counted");
        if (time.isEmpty()) {
            table.row("", "not known", "", "give --examples-per-second, of one rank");
            return;
        }
        PlannedTime planned = time.get();
        table.row("examples/s of a rank", PlanTable.number(planned.examplesPerSecond()), "", speedSource());
        table.row("a step", "%,.0f ms".formatted(planned.stepSeconds() * SECOND_MILLIS), "", "all ranks together");
        table.row(
                "exchange and update",
                "%,.0f ms".formatted(planned.exchangeSeconds() * SECOND_MILLIS),
                "",
                "of it, by the model of bench scaling");
        table.row("exchanged", Bytes.words(planned.sentBytes()), "", "that a rank sends a step, and receives");
        table.row("steps", "%,d".formatted(planned.steps()), "", "");
        table.row("hours", PlanTable.number(planned.hours()), "", "");
    }

    private String speedSource() {
        return measured.map(cost -> "measured here: %s at a time, %d examples each"
                        .formatted(PlanTable.count(cost.workers(), "worker"), cost.examples()))
                .orElse("--examples-per-second");
    }

    private void storage(PlanTable table) {
        table.heading("storage below run.dir");
        table.row("a checkpoint", Bytes.words(storage.checkpointBytes()), "", "");
        table.row("commits", "%,d".formatted(storage.checkpoints()), "", "of checkpoints");
        table.row(
                "kept at a time",
                "%,d".formatted(storage.checkpointsKept()),
                "",
                "the best and one in the making among them");
        table.row(
                "example shards",
                storage.pairs().isPresent() ? Bytes.words(storage.shardBytes()) : "not known",
                "",
                storage.pairs().isPresent()
                        ? "%,d pairs of %,d bytes".formatted(storage.pairs().getAsLong(), storage.exampleBytes())
                        : "%,d bytes a pair: give --pairs".formatted(storage.exampleBytes()));
        table.row("the model", Bytes.words(storage.modelBytes()), "", "");
        table.row("at a time", Bytes.words(storage.peakBytes()), "", "at most");
        table.row("written", Bytes.words(storage.writtenBytes()), "", "in all");
    }

    @Override
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("job", training.job());
        document.put("parameters", training.parameters());
        document.put("microBatches", training.config().microBatches());
        document.put("microBatchSize", training.config().microBatchSize());
        document.put("ranks", ranks);
        document.put("threads", workers);
        document.put("memory", memory.items());
        document.put("memoryBytes", memory.total());
        document.put("heapNeededBytes", memory.heapNeeded());
        document.put("nativeBytes", memory.bytes(Where.NATIVE));
        document.put("activationsMeasured", measured.isPresent());
        time.ifPresent(planned -> {
            document.put("examplesPerSecond", planned.examplesPerSecond());
            document.put("stepSeconds", planned.stepSeconds());
            document.put("exchangeSeconds", planned.exchangeSeconds());
            document.put("exchangedBytes", planned.sentBytes());
            document.put("steps", planned.steps());
            document.put("hours", planned.hours());
        });
        document.put("checkpointBytes", storage.checkpointBytes());
        document.put("commits", storage.checkpoints());
        storage.pairs().ifPresent(pairs -> document.put("pairs", pairs));
        document.put("exampleBytes", storage.exampleBytes());
        document.put("modelBytes", storage.modelBytes());
        document.put("storageBytes", storage.peakBytes());
        document.put("writtenBytes", storage.writtenBytes());
        document.put("refusals", refusals);
        return document;
    }
}

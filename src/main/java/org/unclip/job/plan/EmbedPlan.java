package org.unclip.job.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unclip.clip.ClipConfig;
import org.unclip.job.EmbedSection;
import org.unclip.job.plan.MemoryItem.Where;

/**
 * What embedding a data set will take.
 *
 * @param parameters of the CLIP
 * @param pairs to be embedded, each with so many captions
 * @param tasks that embed at the same time in one process
 * @param processes that do
 * @param pairsPerSecond of all of them
 */
public record EmbedPlan(
        EmbedSection section,
        ClipConfig clip,
        long parameters,
        long pairs,
        int captions,
        int tasks,
        int processes,
        double pairsPerSecond,
        MemoryLimits limits)
        implements Plan {
    private static final int MOST_TOGETHER = 64; // as the job embeds
    private static final int COPIES_WHILE_READ = 2; // of the weights, in the heap
    private static final int RGB_BYTES = 3;
    private static final double SECONDS_PER_HOUR = 3600;

    private RankMemory memory() {
        long weights = Float.BYTES * parameters;
        long pictures = together(clip.pictureBytes());
        long picture =
                RGB_BYTES * (long) clip.vision().imageSize() * clip.vision().imageSize();
        List<MemoryItem> items = new ArrayList<>();
        items.add(new MemoryItem("CLIP's weights", Where.NATIVE, weights, "once in a process"));
        items.add(new MemoryItem(
                "weights as they are read", Where.HEAP, COPIES_WHILE_READ * weights, "file's order and network's"));
        items.add(new MemoryItem(
                "activations",
                Where.NATIVE,
                tasks * Math.max(pictures * clip.pictureBytes(), together(clip.textBytes()) * clip.textBytes()),
                "embed.batchMegabytes = %d, %s".formatted(section.batchMegabytes(), PlanTable.count(tasks, "task"))));
        items.add(new MemoryItem(
                "pictures", Where.HEAP, tasks * pictures * picture * (1 + Float.BYTES), "decoded, and as floats"));
        items.addAll(RankMemory.process());
        return new RankMemory(items);
    }

    private long together(long bytesOfOne) {
        return Math.max(1, Math.min(MOST_TOGETHER, ((long) section.batchMegabytes() << 20) / bytesOfOne));
    }

    private EmbeddingRows rows() {
        return new EmbeddingRows(clip, captions);
    }

    private long commits() {
        return (pairs + section.commitPairs() - 1) / section.commitPairs();
    }

    private long rowBytes() {
        return section.textEncodings() ? rows().bytesWithEncodings() : rows().bytes();
    }

    private double hours() {
        return pairs / pairsPerSecond / SECONDS_PER_HOUR;
    }

    @Override
    public List<String> refusals() {
        return limits.refusals(memory());
    }

    @Override
    public String text() {
        PlanTable table = new PlanTable();
        table.heading("embed: %,d pairs of %s; a CLIP of %,d parameters; %s of %s"
                .formatted(
                        pairs,
                        PlanTable.count(captions, "caption"),
                        parameters,
                        PlanTable.count(processes, "process", "processes"),
                        PlanTable.count(tasks, "task")));
        table.heading("memory of a process at its peak");
        memory().items()
                .forEach(item -> table.row(
                        item.name(), Bytes.words(item.bytes()), item.where().word(), item.how()));
        table.row("in use", Bytes.words(memory().total()), "", "all of that");
        table.row(
                "heap to give it",
                Bytes.words(memory().heapNeeded()),
                "",
                "its objects, and a quarter more for the collector");
        table.row(
                "given",
                Bytes.words(limits.heap().bytes()),
                "heap",
                limits.heap().setting());
        limits.beyondHeap().ifPresent(limit -> table.row("", Bytes.words(limit.bytes()), "native", limit.setting()));
        table.heading("time");
        table.row("pairs/s", PlanTable.number(pairsPerSecond), "", "of all processes");
        table.row("hours", PlanTable.number(hours()), "", "");
        table.heading("table embeddings");
        table.row("a pair", "%,d bytes".formatted(rows().bytes()), "", "embed.textEncodings = false" + used(false));
        table.row(
                "", "%,d bytes".formatted(rows().bytesWithEncodings()), "", "embed.textEncodings = true" + used(true));
        table.row("all pairs", Bytes.words(pairs * rows().bytes()), "", "without encodings");
        table.row("", Bytes.words(pairs * rows().bytesWithEncodings()), "", "with encodings");
        table.row(
                "commits", "%,d".formatted(commits()), "", "embed.commitPairs = %,d".formatted(section.commitPairs()));
        return table.toString();
    }

    private String used(boolean encodings) {
        return section.textEncodings() == encodings ? ", as set" : "";
    }

    @Override
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("job", "embed");
        document.put("parameters", parameters);
        document.put("pairs", pairs);
        document.put("captions", captions);
        document.put("processes", processes);
        document.put("tasks", tasks);
        document.put("memory", memory().items());
        document.put("memoryBytes", memory().total());
        document.put("heapNeededBytes", memory().heapNeeded());
        document.put("nativeBytes", memory().bytes(Where.NATIVE));
        document.put("pairsPerSecond", pairsPerSecond);
        document.put("hours", hours());
        document.put("rowBytes", rows().bytes());
        document.put("rowBytesWithEncodings", rows().bytesWithEncodings());
        document.put("writtenBytes", pairs * rowBytes());
        document.put("commits", commits());
        document.put("refusals", refusals());
        return document;
    }
}

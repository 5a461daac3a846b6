package org.unclip.job;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.unclip.generation.Cascade;
import org.unclip.generation.DrawRequest;
import org.unclip.generation.DrawWriter;
import org.unclip.generation.Studio;
import org.unclip.storage.Folder;

/** Draws pictures for prompts with a trained cascade. */
public final class GenerateJob {

    /**
     * What to draw.
     *
     * @param model folder of the trained cascade
     * @param out folder that pictures and index are written to
     * @param prompts at least one; a prompt that is listed twice gives the same pictures twice
     * @param seed of all randomness
     */
    public record Order(Folder model, Folder out, List<String> prompts, long seed) {
        public Order {
            prompts = List.copyOf(prompts);
        }
    }

    private GenerateJob() {}

    /** Draws {@code generation.samples} pictures a prompt with this machine's threads. */
    public static JobReport run(Order order, GenerationSection generation, int threads, Console console) {
        List<DrawRequest> requests = new ArrayList<>();
        for (String prompt : order.prompts()) {
            for (int sample = 0; sample < generation.samples(); sample++) {
                requests.add(new DrawRequest(prompt, sample));
            }
        }
        DrawWriter writer = new DrawWriter(order.out(), order.seed(), generation.samples(), requests.size());
        Studio studio = new Studio(() -> Cascade.open(order.model()), threads, generation.batchSize());
        writer.deleteIndex();
        try (Progress progress = console.progress("generate", "pictures", 0, requests.size())) {
            AtomicLong done = new AtomicLong();
            studio.draw(requests, order.seed(), (index, drawing) -> {
                console.stop().requireNone();
                writer.drawn(index, drawing);
                synchronized (progress) {
                    progress.update(done.incrementAndGet(), "");
                }
            });
        }
        writer.writeIndex();
        return JobReport.done("generate: %,d pictures and index.jsonl in %s".formatted(requests.size(), order.out()));
    }
}

package org.unclip.data.table;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Works through the rows of a Spark task with a model, a batch at a time: holds one batch of them and of what it makes.
 * One thread.
 */
public final class RowBatches implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final int batchSize;
    private final UnaryOperator<List<Row>> work;
    private Iterator<Row> ready = List.<Row>of().iterator();

    /**
     * Rows that are made as they are asked for.
     *
     * @param rows that are worked on, at least one
     * @param batchSize most rows worked on together, from 1
     * @param work what a batch becomes
     * @param end frees the model when the task ends, however it does
     */
    public RowBatches(Iterator<Row> rows, int batchSize, UnaryOperator<List<Row>> work, Runnable end) {
        this.rows = rows;
        this.batchSize = batchSize;
        this.work = work;
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener) context -> end.run());
    }

    @Override
    public boolean hasNext() {
        if (!ready.hasNext() && rows.hasNext()) {
            ready = work.apply(nextBatch()).iterator();
        }
        return ready.hasNext();
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all rows were worked on");
        }
        return ready.next();
    }

    private List<Row> nextBatch() {
        List<Row> batch = new ArrayList<>();
        while (batch.size() < batchSize && rows.hasNext()) {
            batch.add(rows.next());
        }
        return batch;
    }
}

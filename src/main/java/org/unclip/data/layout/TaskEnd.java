package org.unclip.data.layout;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/** What is to be closed when a task ends, whether or not it came to its end. */
final class TaskEnd {
    private TaskEnd() {}

    /** Closes it at the end of the task that this thread works on, if it works on one. */
    static void closes(Closeable resource) {
        TaskContext task = TaskContext.get();
        if (task != null) {
            TaskCompletionListener closing = context -> close(resource);
            task.addTaskCompletionListener(closing);
        }
    }

    private static void close(Closeable resource) {
        try {
            resource.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

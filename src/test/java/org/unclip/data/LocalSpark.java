package org.unclip.data;

import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.unclip.data.table.SparkSessions;

/** One Spark for all tests of this process. */
public final class LocalSpark {
    private LocalSpark() {}

    /** The session, with two threads; started by whoever asks first. */
    public static SparkSession session() {
        return SparkSessions.local(Map.of(), 2, Path.of("target", "spark-tests").toAbsolutePath());
    }

    /** Ends it before a test with a Spark of another kind, which would get this one; who asks later gets a new one. */
    public static void stop() {
        if (SparkSession.getDefaultSession().isDefined()) {
            SparkSession.getDefaultSession().get().stop();
        }
    }
}

package org.unclip.data.shard;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.util.SerializableConfiguration;
import org.unclip.data.shard.ShardManifest.Shard;
import org.unclip.storage.Folder;
import scala.Tuple2;

/** Writes shards from within Spark tasks: one partition, one file. */
record ShardFiles(String location, SerializableConfiguration configuration) implements Serializable {
    private static final String ENDING = ".records";

    static boolean isShard(String name) {
        return name.endsWith(ENDING);
    }

    /** Writes a partition whole or not at all. */
    Iterator<Shard> write(int partition, Iterator<Tuple2<ShardPlace, byte[]>> records) {
        String name = "shard-%05d%s".formatted(partition, ENDING);
        int[] count = new int[1];
        Folder.at(location, configuration.value()).write(name, out -> {
            while (records.hasNext()) {
                out.write(records.next()._2());
                count[0]++;
            }
        });
        return List.of(new Shard(name, count[0])).iterator();
    }
}

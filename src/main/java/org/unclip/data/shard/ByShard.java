package org.unclip.data.shard;

import org.apache.spark.Partitioner;

/** One Spark partition a shard. */
final class ByShard extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int shards;

    ByShard(int shards) {
        this.shards = shards;
    }

    @Override
    public int numPartitions() {
        return shards;
    }

    @Override
    public int getPartition(Object place) {
        return ((ShardPlace) place).shard();
    }
}

/**
 * Example shards: what a training job reads. A Spark step writes them once from the tables; workers read them without
 * Spark, in bounded memory, at any position.
 */
package org.unclip.data.shard;

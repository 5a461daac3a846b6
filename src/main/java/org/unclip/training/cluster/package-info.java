/**
 * A training by many ranks on a Spark cluster: one barrier stage an attempt, a task a rank.
 *
 * <p>{@link org.unclip.training.cluster.ClusterRanks} runs in the driver: it waits for executors, starts an attempt,
 * hears from the ranks over {@link org.unclip.training.cluster.DriverEnd}, tells what ended an attempt that failed, and
 * makes ready for the next. {@link org.unclip.training.cluster.RankTask} runs in an executor. Steps need no Spark: ranks
 * talk to each other directly ({@link org.unclip.paramserver.peer}).
 */
package org.unclip.training.cluster;

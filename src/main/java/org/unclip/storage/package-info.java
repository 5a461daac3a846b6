/**
 * Files on any Hadoop file system ({@code file:}, {@code hdfs:}, {@code s3a:}), written whole or not at all: the
 * checkpoints of a training run, the folders of released models, and who holds what several jobs would write.
 */
package org.unclip.storage;

/**
 * Files on any Hadoop file system ({@code file:}, {@code hdfs:}, {@code s3a:}), written whole or not at all: the
 * checkpoints of a training run and the folders of released models.
 */
package org.unclip.storage;

package org.unclip.evaluation;

import java.io.Serializable;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Embeddings on Spark, as blocks of at most 1,024 rows that are sorted by key: which rows a block has, and in which
 * order, depends on the keys alone. All measures go over blocks or pairs of blocks and add up in the order of the
 * blocks, so that they are the same bit for bit however Spark splits the work.
 *
 * <p>What is bounded by what. A task holds a pair of blocks and its result, beside what Spark keeps of the blocks in its
 * storage memory, which it spills to disk. Nothing has an element a pair of rows. The driver gets the counts of the
 * blocks, and of each measure what its own description says.
 *
 * <p>Vectors are scaled to unit length (in float) on the way in.
 */
public final class EmbeddingSet implements AutoCloseable {
    private static final int BLOCK_ROWS = 1024;

    private final JavaRDD<EmbeddingBlock> blocks;
    private final long size;
    private final int blockCount;
    private final int dimension;

    private EmbeddingSet(JavaRDD<EmbeddingBlock> blocks, List<Shape> shapes) {
        this.blocks = blocks;
        this.size = shapes.stream().mapToLong(Shape::rows).sum();
        this.blockCount = shapes.size();
        this.dimension = shapes.get(0).dimension();
    }

    /**
     * Sorts rows into blocks and keeps these until the set is closed. The rows are read several times: persist what is
     * expensive to make.
     *
     * @throws IllegalArgumentException if there is no row, a key is there twice, or vectors differ in length
     */
    public static EmbeddingSet of(JavaRDD<KeyedEmbedding> rows) {
        return of(rows, BLOCK_ROWS, partitions(rows.context().defaultParallelism()));
    }

    /** The square of this is the number of tasks that compare two sets: a few for each core. */
    private static int partitions(int cores) {
        return (int) Math.ceil(2 * Math.sqrt(cores));
    }

    static EmbeddingSet of(JavaRDD<KeyedEmbedding> rows, int blockRows, int partitions) {
        JavaRDD<EmbeddingBlock> blocks = rows.mapToPair(row -> new Tuple2<>(row.key(), row))
                .sortByKey()
                .values()
                .zipWithIndex()
                .mapToPair(numbered -> new Tuple2<>(Math.toIntExact(numbered._2 / blockRows), numbered))
                .groupByKey(partitions)
                .map(group -> block(group._1, group._2))
                .persist(StorageLevel.MEMORY_AND_DISK());
        List<Shape> shapes = blocks.map(Shape::of).collect().stream()
                .sorted(Comparator.comparing(Shape::firstKey))
                .toList();
        try {
            check(shapes);
        } catch (IllegalArgumentException e) {
            blocks.unpersist();
            throw e;
        }
        return new EmbeddingSet(blocks, shapes);
    }

    /** How many rows. */
    public long size() {
        return size;
    }

    /** How long a vector is. */
    public int dimension() {
        return dimension;
    }

    /** The blocks, in any order. */
    JavaRDD<EmbeddingBlock> blocks() {
        return blocks;
    }

    /** The blocks by their index. */
    JavaPairRDD<Integer, EmbeddingBlock> byIndex() {
        return blocks.mapToPair(block -> new Tuple2<>(block.index(), block));
    }

    int blockCount() {
        return blockCount;
    }

    /** Lets Spark forget the blocks. */
    @Override
    public void close() {
        blocks.unpersist();
    }

    private static EmbeddingBlock block(int index, Iterable<Tuple2<KeyedEmbedding, Long>> rows) {
        return EmbeddingBlock.of(
                index,
                StreamSupport.stream(rows.spliterator(), false)
                        .sorted(Comparator.comparing(Tuple2::_2))
                        .map(Tuple2::_1)
                        .toList());
    }

    private static void check(List<Shape> shapes) {
        if (shapes.isEmpty()) {
            throw new IllegalArgumentException("there is no embedding to measure");
        }
        Set<Integer> dimensions = new HashSet<>();
        String before = null;
        for (Shape shape : shapes) {
            if (shape.repeatedKey() != null || shape.firstKey().equals(before)) {
                throw new IllegalArgumentException("the key "
                        + (shape.repeatedKey() == null ? before : shape.repeatedKey()) + " is there more than once");
            }
            before = shape.lastKey();
            dimensions.add(shape.dimension());
        }
        if (dimensions.size() > 1 || dimensions.contains(Shape.MIXED)) {
            throw new IllegalArgumentException("the embeddings differ in length: " + dimensions);
        }
    }

    /** What the driver knows of a block. */
    private record Shape(int rows, int dimension, String firstKey, String lastKey, String repeatedKey)
            implements Serializable {
        static final int MIXED = -1;

        static Shape of(EmbeddingBlock block) {
            String[] keys = block.keys();
            String repeated = null;
            int dimension = block.dimension();
            for (int row = 1; row < keys.length; row++) {
                repeated = keys[row].equals(keys[row - 1]) ? keys[row] : repeated;
                dimension = block.vectors()[row].length == dimension ? dimension : MIXED;
            }
            return new Shape(keys.length, dimension, keys[0], keys[keys.length - 1], repeated);
        }
    }
}

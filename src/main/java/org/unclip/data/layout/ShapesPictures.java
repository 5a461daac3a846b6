package org.unclip.data.layout;

import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.unclip.data.DataConfig.ShapesConfig;
import org.unclip.data.picture.Picture;
import org.unclip.data.shapes.CaptionWriter;
import org.unclip.data.shapes.Scene;
import org.unclip.data.shapes.SceneRenderer;
import org.unclip.data.shapes.SceneSampler;

/**
 * Generated scenes, numbered from 0; the seed is part of the key.
 *
 * @param side of the pictures in pixels
 */
public record ShapesPictures(long seed, ShapesConfig config, int side) implements CaptionedPictures {

    @Override
    public String source() {
        return "shapes";
    }

    @Override
    public Dataset<Row> rows(SparkSession spark) {
        long seed = this.seed;
        int captions = config.captions();
        double twoObjects = config.twoObjects();
        MapFunction<Long, Row> toRow = index -> {
            List<String> written = new CaptionWriter(seed).captions(scene(seed, twoObjects, index), index, captions);
            String key = "shapes/%d/%06d".formatted(seed, index);
            return LayoutRow.of(key, Long.toString(index), written);
        };
        return spark.range(config.count()).map(toRow, Encoders.row(SCHEMA));
    }

    @Override
    public PictureReader reader(SparkSession spark) {
        return new Reader(seed, config.twoObjects(), side);
    }

    private static Scene scene(long seed, double twoObjects, long index) {
        return new SceneSampler(seed, twoObjects).scene(SceneSampler.Source.SEEN, index);
    }

    private record Reader(long seed, double twoObjects, int side) implements PictureReader {
        @Override
        public Picture read(String location) {
            Scene scene = scene(seed, twoObjects, Long.parseLong(location));
            return new Picture(side, side, new SceneRenderer(side).render(scene));
        }
    }
}

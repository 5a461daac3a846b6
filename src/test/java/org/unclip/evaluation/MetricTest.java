package org.unclip.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class MetricTest {
    private static final Measure MEASURE =
            new Measure("some-share", "Some share", Metric.Better.HIGHER, "what it says", "what it does not");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void readsBackFromJson() throws Exception {
        Metric metric = MEASURE.at(0.5, new Interval(0.25, 0.75)).as("other-share", "Other share");
        String json = JSON.writeValueAsString(metric);
        assertEquals(
                "{\"key\":\"other-share\",\"name\":\"Other share\",\"value\":0.5,\"low\":0.25,\"high\":0.75,"
                        + "\"better\":\"HIGHER\",\"meaning\":\"what it says\",\"cannotTell\":\"what it does not\"}",
                json);
        assertEquals(metric, JSON.readValue(json, Metric.class));
    }

    @Test
    void hasNoEndsWithoutAnInterval() throws Exception {
        String json = JSON.writeValueAsString(without(0.5));
        assertFalse(json.contains("low") || json.contains("high"), json);
        assertEquals(without(0.5), JSON.readValue(json, Metric.class));
    }

    @Test
    void refusesWhatIsNoMeasurement() {
        assertThrows(IllegalArgumentException.class, () -> without(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> without(1).as("Some Share", "Some share"));
    }

    private static Metric without(double value) {
        return new Metric(
                "some-share", "Some share", value, null, null, Metric.Better.HIGHER, "what it says", "what not");
    }
}

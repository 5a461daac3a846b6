package org.unclip.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class MetricTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void readsBackFromJson() throws Exception {
        Metric metric = metric(0.25, 0.75);
        String json = JSON.writeValueAsString(metric);
        assertEquals(
                "{\"group\":\"Shares\",\"key\":\"some-share\",\"name\":\"Some share\",\"value\":0.5,\"low\":0.25,"
                        + "\"high\":0.75,\"better\":\"HIGHER\",\"meaning\":\"what it says\",\"cannotTell\":\"what not\"}",
                json);
        assertEquals(metric, JSON.readValue(json, Metric.class));
    }

    @Test
    void hasNoEndsWithoutAnInterval() throws Exception {
        String json = JSON.writeValueAsString(metric(null, null));
        assertFalse(json.contains("low") || json.contains("high"), json);
        assertEquals(metric(null, null), JSON.readValue(json, Metric.class));
    }

    private static Metric metric(Double low, Double high) {
        return new Metric(
                "Shares", "some-share", "Some share", 0.5, low, high, Metric.Better.HIGHER, "what it says", "what not");
    }
}

package org.unclip.training.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ComputeCapabilityTest {
    @ParameterizedTest
    @ValueSource(strings = {"3.7", "5.0", "5.2", "6.0", "6.1", "7.0", "7.5", "8.0", "8.6", "8.9"})
    void keplerToAmpereAndAdaRun(String capability) {
        assertTrue(ComputeCapability.parse(capability).orElseThrow().runsBackend());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.1", "3.0", "3.5", "9.0", "10.0", "12.0"})
    void olderAndNewerDoNot(String capability) {
        assertFalse(ComputeCapability.parse(capability).orElseThrow().runsBackend());
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.3", "6.2", "7.2", "8.7"})
    void jetsonsDoNotRunTheCodeOfCards(String capability) {
        assertFalse(ComputeCapability.parse(capability).orElseThrow().runsBackend());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8", "8.6.1", "[N/A]", "-8.6", "9999.0"})
    void whatIsNoCapabilityIsNotRead(String text) {
        assertTrue(ComputeCapability.parse(text).isEmpty());
    }

    @Test
    void isWrittenAsItIsRead() {
        assertEquals("8.6", ComputeCapability.parse("8.6").orElseThrow().toString());
    }
}

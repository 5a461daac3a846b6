package org.unclip.job.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class DisturbanceTest {
    private static final List<Fault> FAULTS = List.of(Fault.values());

    @Test
    void sameSeedDealsTheSame() {
        assertEquals(Disturbance.deal(3, 20, FAULTS), Disturbance.deal(3, 20, FAULTS));
        assertNotEquals(Disturbance.deal(3, 20, FAULTS), Disturbance.deal(4, 20, FAULTS));
    }

    @Test
    void moreRunsBeginWithTheSame() {
        assertEquals(
                Disturbance.deal(3, 5, FAULTS), Disturbance.deal(3, 20, FAULTS).subList(0, 5));
    }

    @Test
    void eachFaultOccursOnceInARound() {
        List<Disturbance> dealt = Disturbance.deal(5, 2 * FAULTS.size(), FAULTS);

        assertEquals(EnumSet.allOf(Fault.class), faults(dealt.subList(0, FAULTS.size())));
        assertEquals(EnumSet.allOf(Fault.class), faults(dealt.subList(FAULTS.size(), dealt.size())));
    }

    @Test
    void faultsNotPossibleAreNotDealt() {
        List<Fault> possible = List.of(Fault.DRIVER_KILLED, Fault.EXECUTOR_STOPPED);

        assertEquals(Set.copyOf(possible), faults(Disturbance.deal(5, 9, possible)));
    }

    @Test
    void ranksAndMomentsAreInRangeAndVary() {
        List<Disturbance> dealt = Disturbance.deal(1, 200, FAULTS);

        for (Disturbance disturbance : dealt) {
            assertTrue(disturbance.ranks() >= disturbance.fault().fewestRanks(), disturbance.toString());
            assertTrue(disturbance.ranks() <= Disturbance.MOST_RANKS, disturbance.toString());
            assertTrue(disturbance.step() >= 1 && disturbance.step() <= Disturbance.LAST_STEP, disturbance.toString());
            assertTrue(disturbance.fraction() >= 0 && disturbance.fraction() < 1, disturbance.toString());
        }
        assertEquals(Set.of(1, 2, 3, 4), dealt.stream().map(Disturbance::ranks).collect(Collectors.toSet()));
        assertEquals(
                EnumSet.allOf(StressedModel.class),
                dealt.stream().map(Disturbance::model).collect(Collectors.toSet()));
    }

    private static Set<Fault> faults(List<Disturbance> dealt) {
        Set<Fault> faults = new HashSet<>();
        dealt.forEach(disturbance -> faults.add(disturbance.fault()));
        return faults;
    }
}

package io.oncestream.launcher.demo.anomalies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FleetTest {

    private static final Fleet FLEET = KnownFleet.FLEET;
    private static final List<Fault> FAULTS = FLEET.faults();

    @Test
    void aSeedSaysAllThatIsMeasured() {
        assertThat(KnownFleet.of(1).faults()).isEqualTo(FAULTS);
        assertThat(KnownFleet.of(1).value(3, 1000, 1)).isEqualTo(FLEET.value(3, 1000, 1));
        assertThat(KnownFleet.of(2).faults()).isNotEqualTo(FAULTS);
    }

    @Test
    void eachKindOfFaultIsPutInAndNoneOverlap() {
        for (Fault.Kind kind : Fault.Kind.values()) {
            assertThat(FAULTS).anyMatch(each -> each.kind() == kind);
        }
        for (Fault each : FAULTS) {
            assertThat(each.start()).isGreaterThanOrEqualTo(Fleet.LEARNING);
            assertThat(FAULTS)
                    .filteredOn(other -> !other.equals(each) && other.sensor() == each.sensor())
                    .noneMatch(other -> each.explains(other.start()));
        }
    }

    /** Beside the weather, whose changes in an hour are small. */
    @Test
    void aFaultIsWhatItSays() {
        for (Fault fault : FAULTS) {
            double before = value(fault, fault.start() - 1);
            double last = value(fault, fault.end() - 1);
            double behind = value(fault, fault.end());
            switch (fault.kind()) {
                case STUCK -> assertThat(value(fault, fault.start() + 20)).isEqualTo(last);
                case SPIKE, SHIFT ->
                        assertThat(value(fault, fault.start()) - before)
                                .isCloseTo(fault.size(), within(2.5));
                case DRIFT -> assertThat(last - behind).isCloseTo(fault.size(), within(2.5));
            }
        }
    }

    private static double value(Fault fault, int hour) {
        return FLEET.value(fault.sensor(), hour, fault.column());
    }

    @Test
    void aTimeOrAKeyThatWasNotSentIsNone() {
        assertThat(FLEET.hour(FLEET.time(17))).isEqualTo(17);
        assertThat(FLEET.hour(FLEET.time(17).plusSeconds(1))).isEqualTo(-1);
        assertThat(FLEET.hour(FLEET.time(0).minusSeconds(3600))).isEqualTo(-1);
        assertThat(Fleet.sensor("s8")).isEqualTo(7);
        assertThat(Fleet.sensor("s9")).isEqualTo(-1);
    }
}

package io.oncestream.launcher.demo.anomalies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is found, missed and wrong, of faults and labels that are known. */
class ScoresTest {

    private static final Fleet FLEET = KnownFleet.FLEET;
    private static final Fault SPIKE =
            FLEET.faults().stream()
                    .filter(each -> each.kind() == Fault.Kind.SPIKE)
                    .findFirst()
                    .orElseThrow();

    private final List<Alarm> rows = new ArrayList<>(KnownFleet.calm());

    private FaultScore score() {
        return new FaultScore(FLEET, rows);
    }

    private static Alarm odd(int hour) {
        return KnownFleet.odd(SPIKE.sensor(), hour);
    }

    @Test
    void whereNothingIsOddAllIsMissed() {
        assertThat(score().putIn(Fault.Kind.SPIKE)).isPositive();
        assertThat(score().found(Fault.Kind.SPIKE)).isZero();
        assertThat(score().falseAlarms()).isZero();
    }

    @Test
    void anAlarmWithinADayOfAFaultFindsItOnce() {
        rows.add(odd(SPIKE.start()));
        rows.add(odd(SPIKE.start() + 24));
        assertThat(score().found(Fault.Kind.SPIKE)).isEqualTo(1);
        assertThat(score().falseAlarms()).isZero();
    }

    @Test
    void anAlarmBeforeOrLongAfterIsFalse() {
        rows.add(odd(SPIKE.start() - 1));
        rows.add(odd(SPIKE.start() + 25));
        assertThat(score().found(Fault.Kind.SPIKE)).isZero();
        assertThat(score().falseAlarms()).isEqualTo(2);
    }

    @Test
    void anAlarmOfAnotherSensorFindsNothing() {
        int other = (SPIKE.sensor() + 1) % Fleet.SENSORS;
        rows.add(KnownFleet.odd(other, SPIKE.start()));
        assertThat(score().found(Fault.Kind.SPIKE)).isZero();
    }

    @Test
    void alarmsWithinADayAreOneAndThoseOfTheFirstHoursNone() {
        rows.add(odd(Fleet.LEARNING - 1));
        assertThat(score().falseAlarms()).isZero();
        int calm = SPIKE.end() + 30;
        rows.add(odd(calm));
        rows.add(odd(calm + 23));
        assertThat(score().falseAlarms()).isEqualTo(1);
        rows.add(odd(calm + 47));
        assertThat(score().falseAlarms()).isEqualTo(2);
    }

    @Test
    void theErrorOfForecastsIsTheirs() {
        assertThat(new ForecastScore(FLEET, 0, KnownFleet.forecasts(0)).error()).isZero();
        ForecastScore tooMuch = new ForecastScore(FLEET, 1, KnownFleet.forecasts(0.5));
        assertThat(tooMuch.error()).isCloseTo(0.5, within(1e-9));
        assertThat(tooMuch.errorOfYesterday()).isBetween(0.2, 0.6);
    }

    @Test
    void labelsAreComparedWithTheMajorityAndTheLastDay() {
        List<Weather.Day> days = new ArrayList<>();
        List<PredictionRow> predictions = new ArrayList<>();
        for (String weather : List.of("sun", "sun", "rain", "rain", "sun")) {
            Instant time = Instant.EPOCH.plusSeconds(86_400L * days.size());
            days.add(new Weather.Day(time, List.of(), weather));
            if (days.size() > 1) {
                predictions.add(new PredictionRow(time, "rain", weather, 1));
            }
        }
        assertThat(LabelScore.of(days, predictions)).isEqualTo(new LabelScore(4, 2, 2, 2));
    }
}

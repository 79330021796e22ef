package io.oncestream.launcher.demo.anomalies;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each kind of violation is found, in tables that are right but for that. */
class AnomaliesChecksTest {

    private static final Fleet FLEET = KnownFleet.FLEET;
    private static final List<Weather.Day> DAYS = Weather.days(KnownFleet.CHECKOUT).subList(0, 160);

    private final List<Alarm> alarms = KnownFleet.calm();
    private final List<ForecastRow> forecasts = KnownFleet.forecasts(0);
    private final List<PredictionRow> predictions = new ArrayList<>();
    private final List<ModelRow> models = new ArrayList<>();

    AnomaliesChecksTest() {
        for (int i = 50; i < DAYS.size(); i++) {
            Weather.Day day = DAYS.get(i);
            predictions.add(new PredictionRow(day.time(), "rain", day.weather(), i / 50));
        }
        for (int version = 1; version <= 3; version++) {
            int now = version;
            models.add(
                    new ModelRow(
                            version,
                            version * 50,
                            version == 3 ? 0 : 50,
                            version == 3
                                    ? 0
                                    : predictions.stream()
                                            .filter(each -> each.version() == now)
                                            .filter(each -> each.label().equals(each.actual()))
                                            .count()));
        }
    }

    private void assertAlarms(String what) {
        assertThat(FleetChecks.ofAlarms(FLEET, alarms)).singleElement().asString().contains(what);
    }

    private void assertForecasts(String what) {
        assertThat(FleetChecks.ofForecasts(FLEET, forecasts))
                .singleElement()
                .asString()
                .contains(what);
    }

    private void assertDays(String what) {
        assertThat(DaysChecks.violations(DAYS, predictions, models))
                .anyMatch(each -> each.contains(what));
    }

    @Test
    void nothingIsWrongWithWhatIsRight() {
        alarms.set(KnownFleet.row(2, 900), KnownFleet.odd(2, 900));
        assertThat(FleetChecks.ofAlarms(FLEET, alarms)).isEmpty();
        assertThat(FleetChecks.ofForecasts(FLEET, forecasts)).isEmpty();
        assertThat(forecasts).hasSize((int) FleetChecks.forecasts(FLEET));
        assertThat(DaysChecks.violations(DAYS, predictions, models)).isEmpty();
        assertThat(FleetChecks.ofAside(0, 0)).isEmpty();
    }

    @Test
    void aReadingThatIsNotJudgedIsFound() {
        alarms.remove(KnownFleet.row(1, 5));
        assertAlarms("s2 at " + FLEET.time(5) + " is judged 0 times");
    }

    @Test
    void aReadingThatIsJudgedTwiceIsFound() {
        alarms.add(alarms.get(7));
        assertAlarms("is judged 2 times");
    }

    @Test
    void aReadingThatNobodySentIsFound() {
        alarms.add(new Alarm("s9", FLEET.time(5), 0, null, null, null));
        assertAlarms("s9 at " + FLEET.time(5) + " is judged, and was not sent");
    }

    @Test
    void anAlarmOfAValueThatNobodySentIsFound() {
        Alarm right = KnownFleet.odd(0, 800);
        alarms.set(
                KnownFleet.row(0, 800),
                new Alarm(right.key(), right.time(), 1, right.column(), right.oddAt(), 99.99));
        assertAlarms("is odd for temperature 99.99");
    }

    @Test
    void aForecastThatIsMissingIsFound() {
        forecasts.remove(0);
        assertForecasts("has 71 rows of forecasts, not 72");
    }

    @Test
    void aForecastOutsideOfItsBoundsIsFound() {
        ForecastRow right = forecasts.get(0);
        forecasts.set(0, new ForecastRow(right.key(), right.madeAt(), 1, right.column(), 5, 6, 7));
        assertForecasts("outside of its bounds");
    }

    @Test
    void rowsThatAreSetAsideAreFound() {
        assertThat(FleetChecks.ofAside(1, 2)).hasSize(2);
    }

    @Test
    void aDayThatIsNotPredictedIsFound() {
        predictions.remove(3);
        assertDays(DAYS.get(53).time() + " is not predicted");
    }

    @Test
    void aDayThatIsPredictedTwiceOrTooEarlyIsFound() {
        predictions.add(predictions.get(3));
        assertDays("is predicted twice");
        predictions.add(new PredictionRow(Instant.EPOCH, "sun", "sun", 1));
        assertDays("1970-01-01T00:00:00Z is predicted, without a model");
    }

    @Test
    void aDayOfAnotherWeatherOrAnotherModelIsFound() {
        Weather.Day day = DAYS.get(51);
        predictions.set(1, new PredictionRow(day.time(), "rain", "hail", 2));
        assertDays("is learned as hail");
        assertDays("is predicted by model 2, and 1 was the newest");
    }

    @Test
    void aModelThatIsMissingOrBoastsIsFound() {
        ModelRow first = models.get(0);
        models.set(0, new ModelRow(1, 50, 50, first.correct() + 1));
        assertDays("model 1 has %d of 50 right as it says".formatted(first.correct() + 1));
        models.remove(2);
        assertDays("there are 2 models, not 3");
    }
}

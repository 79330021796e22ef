package io.oncestream.job.anomalies;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.anomaly.Anomaly;
import io.oncestream.state.anomaly.Measurement;
import io.oncestream.state.anomaly.ModelVersion;
import io.oncestream.state.anomaly.Prediction;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearnerTest {

    private static final int MINUTES = 700;

    /**
     * Seen red with the samples since the bytes not learned again, as where forests are saved by a
     * timer (5 of 5), with bytes from before the sample (4), and with those since kept on (4).
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 255, 256, 257})
    void aCrashAfterAnySampleChangesNoScore(int every) {
        Series undisturbed = new Series(Series.config(Detector.FOREST, 0, 12, 24, 500));
        Series crashing = new Series(Series.config(Detector.FOREST, 0, 12, 24, 500));
        int samples = every == 1 ? 150 : MINUTES; // Each time all is made anew.
        Random random = new Random(42);
        for (int minute = 0; minute < samples; minute++) {
            double value = usual(minute, random);
            String label = value > 0 ? "high" : "low";
            undisturbed.take("a", minute, value, label);
            crashing.take("a", minute, value, label);
            if (minute % every == 0) {
                crashing.restart();
            }
        }
        assertThat(crashing.rows()).isEqualTo(undisturbed.rows());
        assertThat(undisturbed.predictions).isNotEmpty();
        assertThat(undisturbed.forecasts).isNotEmpty();
    }

    /** data-prepper#3293: a limit of keys ended learning there. */
    @Test
    void keysThatDoNotFitIntoMemoryAreLearnedAllTheSame() {
        Series roomy = new Series(Series.config(Detector.FOREST, 0, 0, 0, 500));
        Series narrow = new Series(Series.config(Detector.FOREST, 0, 0, 0, 1));
        Random random = new Random(42);
        for (int minute = 0; minute < 120; minute++) {
            for (String key : List.of("a", "b", "c")) {
                double value = usual(minute, random) + (minute == 110 ? 30 : 0);
                roomy.take(key, minute, value);
                narrow.take(key, minute, value);
            }
        }
        assertThat(narrow.rows()).isEqualTo(roomy.rows());
        assertThat(narrow.odd()).contains(110L);
    }

    @Test
    void aSpikeIsFoundWithItsColumnValueAndWhatWasExpected() {
        Series series = new Series(Series.config());
        Random random = new Random(1);
        for (int minute = 0; minute < MINUTES; minute++) {
            series.take("a", minute, minute == 500 ? 60 : usual(minute, random));
        }
        assertThat(series.odd()).contains(500L);
        Anomaly spike = series.anomalies.get(500);
        assertThat(spike.column()).isEqualTo("value");
        assertThat(spike.value()).isEqualTo(60);
        assertThat(spike.oddAt()).isEqualTo(Series.at(500));
        assertThat(spike.expected()).isBetween(-15.0, 15.0);
    }

    /** random-cut-forest-by-aws#359, a limit that the page names. */
    @Test
    void aSecondSpikeWithinTwoSamplesOfTheFirstIsNotToldApart() {
        Series series = new Series(Series.config());
        Random random = new Random(1);
        for (int minute = 0; minute < MINUTES; minute++) {
            boolean isSpike = minute == 500 || minute == 502;
            series.take("a", minute, isSpike ? 60 : usual(minute, random));
        }
        assertThat(series.odd()).contains(500L).doesNotContain(502L);
    }

    /** random-cut-forest-by-aws#400. */
    @Test
    void aSeriesThatHardlyChangesIsCalmWithinTheTolerance() {
        Series series = new Series(Series.config(Detector.FOREST, 0.05, 0, 0, 500));
        for (int minute = 0; minute < MINUTES; minute++) {
            series.take("a", minute, minute == 400 ? 102 : minute == 600 ? 150 : 100);
        }
        assertThat(series.odd()).contains(600L).doesNotContain(400L);
    }

    /** Of what the mapper lets through. */
    @Test
    void anyNumberIsLearned() {
        Series series = new Series(Series.config(Detector.FOREST, 0, 6, 12, 500));
        Series scores = new Series(Series.config(Detector.ZSCORE, 0, 0, 0, 500));
        Random random = new Random(5);
        double[] odd = {
            MeasurementFormat.VALUE_MAX,
            -MeasurementFormat.VALUE_MAX,
            Double.MIN_VALUE,
            -0.0,
            1e-300,
            1e15,
            0
        };
        for (int minute = 0; minute < 1_000; minute++) {
            double value = random.nextInt(5) == 0 ? odd[random.nextInt(odd.length)] : minute % 7;
            series.take("a", minute, value);
            scores.take("a", minute, value);
        }
        assertThat(series.anomalies).allMatch(LearnerTest::isFinite);
        assertThat(scores.anomalies).allMatch(LearnerTest::isFinite);
        assertThat(series.forecasts)
                .isNotEmpty()
                .allMatch(
                        forecast ->
                                Double.isFinite(forecast.value())
                                        && Double.isFinite(forecast.lower())
                                        && Double.isFinite(forecast.upper()));
    }

    private static boolean isFinite(Anomaly anomaly) {
        return Double.isFinite(anomaly.score())
                && Double.isFinite(anomaly.grade())
                && (anomaly.expected() == null || Double.isFinite(anomaly.expected()));
    }

    @Test
    void whatIsNoNewerThanTheNewestIsLateAndNotLearned() {
        Series series = new Series(Series.config());
        series.take("a", 2, 1);
        series.take("a", 1, 1);
        series.take("a", 2, 1);
        series.take("b", 1, 1);
        series.take("a", 3, 1);
        assertThat(series.late).extracting(Measurement::time).containsExactly(at(1), at(2));
        assertThat(series.anomalies).hasSize(3);
    }

    @Test
    void aKeyThatWasSilentForLongBeginsAnew() {
        int month = 31 * 24 * 60;
        Series series = new Series(Series.config());
        Series fresh = new Series(Series.config());
        Random random = new Random(3);
        for (int minute = 0; minute < 300; minute++) {
            series.take("a", minute, usual(minute, random));
        }
        for (int minute = 0; minute < 300; minute++) {
            double value = usual(minute, random);
            series.take("a", minute + 300 + month, value);
            fresh.take("a", minute + 300 + month, value);
        }
        assertThat(series.anomalies.subList(300, 600)).isEqualTo(fresh.anomalies);
    }

    /** Its rows of then would be replaced. */
    @Test
    void whatIsOlderThanAForgottenKeyCanBeIsLate() {
        Series series = new Series(Series.config());
        series.watermark = at(0).plus(Duration.ofDays(30)).toEpochMilli();
        series.take("a", 0, 1);
        series.take("a", 1, 1);
        assertThat(series.late).extracting(Measurement::time).containsExactly(at(0));
    }

    @Test
    void aLabelIsPredictedBeforeItIsLearned() {
        Series series = new Series(Series.config());
        for (int minute = 0; minute < 120; minute++) {
            boolean isHot = minute % 3 == 0;
            series.take(
                    "a", minute, isHot ? 30 + minute % 2 : 5 - minute % 2, isHot ? "hot" : null);
            if (!isHot) {
                series.take("b", minute, 5, "cold");
            }
        }
        // Key a has 40 labels, too few; key b has 80, of one kind.
        assertThat(series.models).extracting(ModelVersion::key).containsExactly("b");
        assertThat(series.predictions)
                .hasSize(30)
                .allMatch(prediction -> prediction.label().equals("cold"))
                .extracting(Prediction::probability)
                .containsOnly(1.0);
    }

    @Test
    void eachModelIsToldOfAndAgainWithItsAccuracy() {
        Series series = new Series(Series.config());
        Random random = new Random(8);
        for (int minute = 0; minute < 150; minute++) {
            boolean isHot = random.nextBoolean();
            series.take(
                    "a", minute, (isHot ? 30 : 5) + random.nextGaussian(), isHot ? "hot" : "cold");
        }
        assertThat(series.models)
                .extracting(ModelVersion::version)
                .containsExactly(1L, 1L, 2L, 2L, 3L);
        assertThat(series.models.get(0).accuracy()).isNull();
        assertThat(series.models.get(1).predicted()).isEqualTo(50);
        assertThat(series.models.get(1).accuracy()).isEqualTo(1);
        assertThat(series.predictions)
                .hasSize(100)
                .allMatch(each -> each.label().equals(each.actual()));
    }

    @Test
    void aColumnOfTooManyLabelsIsNoLabel() {
        Series series = new Series(Series.config());
        for (int minute = 0; minute < 60; minute++) {
            series.take("a", minute, minute, "label " + minute);
            series.restart();
        }
        assertThat(series.rejected).hasSize(10);
        assertThat(series.rejected.get(0)).contains("label 50").contains("50 that a key can have");
    }

    /** Seen as NaN, which not every database stores. */
    @Test
    void whatIsFarFromAllThatIsKnownHasAProbability() {
        Series series = new Series(Series.config(Detector.ZSCORE, 0, 0, 0, 500));
        Random random = new Random(8);
        for (int minute = 0; minute < 60; minute++) {
            int state = random.nextInt(3);
            series.take("a", minute, 5 * state + random.nextGaussian(), "state " + state);
        }
        series.take("a", 60, 1e30);
        series.take("a", 61, -1e30);
        assertThat(series.predictions)
                .hasSize(12)
                .allMatch(each -> each.probability() >= 1 / 3.0 && each.probability() <= 1);
    }

    /** 50 of them have a mean that is another number than they are. */
    @Test
    void aColumnThatNeverDifferedTellsNothing() {
        double constant = 0.8571270426792014;
        Standardized rows = Standardized.of(Collections.nCopies(50, List.of(constant)));
        assertThat(rows.apply(List.of(2.0))).containsExactly(0.0);
    }

    @Test
    void aModelOfAForgottenKeyIsToldOfWithItsAccuracy() {
        Series series = new Series(Series.config());
        for (int minute = 0; minute < 60; minute++) {
            series.take("a", minute, minute % 2, "label " + minute % 2);
        }
        series.take("a", 32 * 24 * 60, 0);
        assertThat(series.models).hasSize(2);
        assertThat(series.models.get(1).predicted()).isEqualTo(10);
    }

    @Test
    void aZScoreIsOfWhatWasSeenBefore() {
        Series series = new Series(Series.config(Detector.ZSCORE, 0, 0, 0, 500));
        for (int minute = 0; minute < 100; minute++) {
            series.take("a", minute, minute % 2 == 0 ? 9 : 11);
        }
        series.take("a", 100, 14);
        Anomaly last = series.anomalies.get(100);
        assertThat(series.odd()).containsExactly(100L);
        assertThat(last.score()).isEqualTo(4);
        assertThat(last.grade()).isEqualTo(0.25);
        assertThat(last.expected()).isEqualTo(10);
    }

    private static Instant at(int minute) {
        return Series.at(minute);
    }

    private static double usual(int minute, Random random) {
        return Math.sin(minute / 12.0) * 10 + random.nextGaussian();
    }
}

package io.oncestream.job.anomalies;

import com.amazon.randomcutforest.config.ForestMode;
import com.amazon.randomcutforest.config.TransformMethod;
import com.amazon.randomcutforest.parkservices.AnomalyDescriptor;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import com.amazon.randomcutforest.returntypes.RangeVector;
import io.oncestream.state.anomaly.Anomaly;
import io.oncestream.state.anomaly.Forecast;
import io.oncestream.state.anomaly.Measurement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A forest of random cut trees (Guha et al., ICML 2016) over the last few samples of one key, by
 * the library randomcutforest. It goes the same way, to the last bit, from its bytes as from its
 * first sample.
 */
final class Forest {

    private static final int TREES = 30;
    private static final int SAMPLES = 256;

    private final ThresholdedRandomCutForest forest;

    private Forest(ThresholdedRandomCutForest forest) {
        this.forest = forest;
    }

    /** Of a key of which nothing is known. */
    static Forest begin(AnomaliesConfig config, ForestUse use, String key) {
        int columns = config.columns().size();
        int shingle = use == ForestUse.FORECAST ? config.season() : config.shingle();
        ThresholdedRandomCutForest.Builder<?> builder =
                ThresholdedRandomCutForest.builder()
                        .dimensions(shingle * columns)
                        .shingleSize(shingle)
                        .internalShinglingEnabled(true)
                        .numberOfTrees(TREES)
                        .sampleSize(SAMPLES)
                        .forestMode(ForestMode.STANDARD)
                        .transformMethod(TransformMethod.NORMALIZE)
                        .autoAdjust(true)
                        .randomSeed(seed(config.seed(), use, key));
        if (config.tolerance() > 0) {
            builder.ignoreNearExpectedFromAboveByRatio(each(columns, config.tolerance()))
                    .ignoreNearExpectedFromBelowByRatio(each(columns, config.tolerance()));
        }
        return new Forest(builder.build());
    }

    /** One as it was when {@link #bytes} was asked. */
    static Forest of(byte[] bytes) {
        return new Forest(ForestBytes.read(bytes));
    }

    byte[] bytes() {
        return ForestBytes.write(forest);
    }

    private static double[] each(int columns, double value) {
        double[] all = new double[columns];
        Arrays.fill(all, value);
        return all;
    }

    /** Keys that are alike get seeds that are not. */
    static long seed(long seed, ForestUse use, String key) {
        long mixed = seed;
        for (int i = 0; i < key.length(); i++) {
            mixed = mixed * 31 + key.charAt(i);
        }
        mixed = mixed * 31 + use.word().charAt(0);
        mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }

    /** Learns a sample, and nothing else. */
    void learn(Measurement sample) {
        process(sample);
    }

    private AnomalyDescriptor process(Measurement sample) {
        double[] values = sample.values().stream().mapToDouble(Double::doubleValue).toArray();
        return forest.process(values, micros(sample.time()));
    }

    /** What databases store of a time. */
    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    /** Says how odd a sample is, and learns it. */
    Anomaly judge(Measurement sample, List<String> columns) {
        AnomalyDescriptor found = process(sample);
        if (found.getAnomalyGrade() <= 0) {
            return new Anomaly(
                    sample.key(), sample.time(), 0, found.getRCFScore(), null, null, null, null);
        }
        int column = oddest(found.getRelevantAttribution());
        boolean isEarlier = found.getRelativeIndex() < 0;
        return new Anomaly(
                sample.key(),
                sample.time(),
                found.getAnomalyGrade(),
                found.getRCFScore(),
                columns.get(column),
                isEarlier
                        ? Instant.EPOCH.plus(found.getPastTimeStamp(), ChronoUnit.MICROS)
                        : sample.time(),
                isEarlier ? found.getPastValues()[column] : sample.values().get(column),
                found.isExpectedValuesPresent() ? found.getExpectedValuesList()[0][column] : null);
    }

    private static int oddest(double @Nullable [] attribution) {
        int oddest = 0;
        if (attribution != null) {
            for (int i = 1; i < attribution.length; i++) {
                if (attribution[i] > attribution[oddest]) {
                    oddest = i;
                }
            }
        }
        return oddest;
    }

    /** Tells the next values behind a sample that was learned; empty: too little is known. */
    List<Forecast> forecast(Measurement newest, List<String> columns, int steps) {
        List<Forecast> all = new ArrayList<>();
        if (!forest.getForest().isOutputReady()) {
            return all;
        }
        RangeVector ranges = forest.extrapolate(steps).rangeVector;
        for (int step = 0; step < steps; step++) {
            for (int column = 0; column < columns.size(); column++) {
                int at = step * columns.size() + column;
                all.add(
                        new Forecast(
                                newest.key(),
                                newest.time(),
                                step + 1,
                                columns.get(column),
                                decimal(ranges.values[at]),
                                decimal(ranges.lower[at]),
                                decimal(ranges.upper[at])));
            }
        }
        return all;
    }

    /** The double that is written as the float is: 0.1 and not 0.10000000149011612. */
    private static double decimal(float value) {
        return Double.parseDouble(Float.toString(value));
    }
}

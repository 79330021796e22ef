package io.oncestream.job.anomalies;

import io.oncestream.state.anomaly.Anomaly;
import io.oncestream.state.anomaly.Forecast;
import io.oncestream.state.anomaly.Measurement;
import io.oncestream.state.anomaly.ModelVersion;
import io.oncestream.state.anomaly.Prediction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keys that are learned in memory, and all that is found. */
final class Series implements Findings {

    static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

    final List<Anomaly> anomalies = new ArrayList<>();
    final List<Forecast> forecasts = new ArrayList<>();
    final List<Prediction> predictions = new ArrayList<>();
    final List<ModelVersion> models = new ArrayList<>();
    final List<Measurement> late = new ArrayList<>();
    final List<String> rejected = new ArrayList<>();
    final Map<String, MapModelStore> stores = new HashMap<>();

    private final AnomaliesConfig config;
    private ModelCache cache;
    long watermark = Long.MIN_VALUE;

    Series(AnomaliesConfig config) {
        this.config = config;
        this.cache = new ModelCache(config.forests());
    }

    /** One column, forests, as by default. */
    static AnomaliesConfig config() {
        return config(Detector.FOREST, 0, 0, 0, 500);
    }

    static AnomaliesConfig config(
            Detector detector, double tolerance, int forecast, int season, int forests) {
        return new AnomaliesConfig(
                List.of("value"),
                true,
                detector,
                4,
                tolerance,
                1,
                forecast,
                season,
                true,
                forests,
                Duration.ofDays(30));
    }

    /** As after a crash: what was in memory is lost. */
    void restart() {
        cache = new ModelCache(config.forests());
    }

    void take(String key, int minute, double value) {
        take(key, minute, value, null);
    }

    void take(String key, int minute, double value, String label) {
        take(new Measurement(key, at(minute), List.of(value), label));
    }

    void take(Measurement measurement) {
        MapModelStore store = stores.computeIfAbsent(measurement.key(), key -> new MapModelStore());
        new Learner(config, store, cache, this).take(measurement, watermark);
    }

    static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    /** The minutes at which something was odd. */
    List<Long> odd() {
        return anomalies.stream()
                .filter(anomaly -> anomaly.grade() > 0)
                .map(anomaly -> Duration.between(START, anomaly.time()).toMinutes())
                .toList();
    }

    /** All rows, as they would be in the tables. */
    List<Object> rows() {
        List<Object> all = new ArrayList<>(anomalies);
        all.addAll(forecasts);
        all.addAll(predictions);
        all.addAll(models);
        return all;
    }

    @Override
    public void anomaly(Anomaly anomaly) {
        anomalies.add(anomaly);
    }

    @Override
    public void forecast(Forecast forecast) {
        forecasts.add(forecast);
    }

    @Override
    public void prediction(Prediction prediction) {
        predictions.add(prediction);
    }

    @Override
    public void model(ModelVersion model) {
        models.add(model);
    }

    @Override
    public void late(Measurement measurement, Instant newest) {
        late.add(measurement);
    }

    @Override
    public void rejected(Measurement measurement, String why) {
        rejected.add(why);
    }
}

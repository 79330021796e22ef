package io.oncestream.job.anomalies;

import io.oncestream.state.anomaly.Anomaly;
import io.oncestream.state.anomaly.KeyProgress;
import io.oncestream.state.anomaly.Measurement;
import io.oncestream.state.anomaly.ModelVersion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges each sample of a key by what was learned of those before it, and learns it.
 *
 * <p>What is found follows from the samples of the key and their order alone, whatever is in memory
 * and whenever event time goes on: a key is forgotten by the first sample that is {@code --forget}
 * newer than the one before. Its state is cleared once event time is twice that ahead, so that one
 * that comes late by less makes no difference.
 */
final class Learner {

    /** A forest's bytes are stored so often; the samples since are, each time. */
    static final int SAMPLES_A_FOREST = 256;

    private final AnomaliesConfig config;
    private final ModelStore store;
    private final ModelCache cache;
    private final Findings findings;
    private final ZScore zScore;
    private final Labels labels;

    Learner(AnomaliesConfig config, ModelStore store, ModelCache cache, Findings findings) {
        this.config = config;
        this.store = store;
        this.cache = cache;
        this.findings = findings;
        this.zScore = new ZScore(config.columns(), config.tolerance());
        this.labels = new Labels(store, findings);
    }

    /**
     * Takes a sample of the store's key.
     *
     * @param watermark how far event time is, in milliseconds
     */
    void take(Measurement sample, long watermark) {
        KeyProgress progress = store.progress();
        Instant newest = progress.newest();
        Instant bound = newest == null ? forgottenUntil(watermark) : newest;
        if (bound != null && !sample.time().isAfter(bound)) {
            findings.late(sample, bound);
            return;
        }
        if (newest != null && sample.time().isAfter(newest.plus(config.forget()))) {
            forget(sample.key());
            progress = KeyProgress.NONE.withClearAt(progress.clearAt());
        }
        LiveModels models =
                cache.of(sample.key(), () -> new LiveModels(config, sample.key(), store));
        long samples = progress.samples() + 1;
        judge(sample, models);
        keep(sample, samples, models);
        forecast(sample, samples, models);
        KeyProgress next = progress.with(sample.time(), samples);
        store.setProgress(config.labelled() ? labels.take(sample, models, next) : next);
    }

    /**
     * A key of which nothing is known may have been forgotten: what is that old could replace rows
     * of then.
     */
    private @Nullable Instant forgottenUntil(long watermark) {
        return watermark == Long.MIN_VALUE
                ? null
                : Instant.ofEpochMilli(watermark).minus(config.forget());
    }

    private void judge(Measurement sample, LiveModels models) {
        Anomaly found;
        if (config.detector() == Detector.FOREST) {
            found = models.forest(ForestUse.OUTLIERS).judge(sample, config.columns());
        } else {
            found = zScore.judge(sample, store.moments());
            store.setMoments(ZScore.learned(store.moments(), sample));
        }
        if (found.grade() > 0 || config.all()) {
            findings.anomaly(found);
        }
        if (config.forecast() > 0) {
            models.forest(ForestUse.FORECAST).learn(sample);
        }
    }

    private void keep(Measurement sample, long samples, LiveModels models) {
        List<ForestUse> uses = config.forestUses();
        if (uses.isEmpty()) {
            return;
        }
        if (samples % SAMPLES_A_FOREST == 0) {
            uses.forEach(use -> store.setForest(use, models.forest(use).bytes()));
            store.clearSince();
        } else {
            store.addSince(sample);
        }
    }

    private void forecast(Measurement sample, long samples, LiveModels models) {
        if (config.forecast() > 0
                && samples % config.forecast() == 0
                && samples >= 2L * config.season()) {
            models.forest(ForestUse.FORECAST)
                    .forecast(sample, config.columns(), config.forecast())
                    .forEach(findings::forecast);
        }
    }

    /** Forgets all of a key. */
    void forget(String key) {
        ModelVersion last = store.progress().model();
        if (last != null) {
            findings.model(last); // With its accuracy: no other replaces it.
        }
        store.clear();
        cache.remove(key);
    }
}

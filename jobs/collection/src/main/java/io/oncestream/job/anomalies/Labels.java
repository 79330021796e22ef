package io.oncestream.job.anomalies;

import io.oncestream.state.anomaly.KeyProgress;
import io.oncestream.state.anomaly.LabelledExample;
import io.oncestream.state.anomaly.Measurement;
import io.oncestream.state.anomaly.ModelVersion;
import io.oncestream.state.anomaly.Prediction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Predicts the label of each sample, and learns it afterwards where it has one: what is said of a
 * model's accuracy is of samples that it had not seen (prequential, Dawid 1984). A model is trained
 * anew every 50 labels, on the newest 1,000.
 */
final class Labels {

    static final int LABELS_A_MODEL = 50;
    static final int EXAMPLES_MAX = 1_000;

    /** Each is solved for by itself. */
    static final int LABELS_MAX = 50;

    private final ModelStore store;
    private final Findings findings;

    Labels(ModelStore store, Findings findings) {
        this.store = store;
        this.findings = findings;
    }

    /** How far the key is with the sample, which is in the progress but for its label. */
    KeyProgress take(Measurement sample, LiveModels models, KeyProgress progress) {
        ModelVersion used = predict(sample, models, progress.model());
        String label = sample.label();
        if (label == null) {
            return progress;
        }
        if (!models.labels().contains(label) && models.labels().size() >= LABELS_MAX) {
            findings.rejected(
                    sample,
                    "label %s is one more than the %d that a key can have: is it the right column?"
                            .formatted(label, LABELS_MAX));
            return progress.with(progress.labels(), used);
        }
        models.labels().add(label);
        store.addFresh(new LabelledExample(sample.values(), label));
        long labels = progress.labels() + 1;
        boolean isDue = labels % LABELS_A_MODEL == 0;
        return progress.with(labels, isDue ? train(sample, models, used) : used);
    }

    private @Nullable ModelVersion predict(
            Measurement sample, LiveModels models, @Nullable ModelVersion model) {
        Classifier classifier = models.classifier();
        if (model == null || classifier == null) {
            return model;
        }
        Classifier.Guess guess = classifier.guess(sample.values());
        findings.prediction(
                new Prediction(
                        sample.key(),
                        sample.time(),
                        guess.label(),
                        guess.probability(),
                        sample.label(),
                        model.trainedAt(),
                        model.version()));
        return sample.label() == null ? model : model.judged(guess.label().equals(sample.label()));
    }

    private ModelVersion train(
            Measurement newest, LiveModels models, @Nullable ModelVersion before) {
        List<LabelledExample> all = new ArrayList<>(store.trained());
        all.addAll(store.fresh());
        List<LabelledExample> examples =
                List.copyOf(all.subList(Math.max(0, all.size() - EXAMPLES_MAX), all.size()));
        store.setTrained(examples);
        store.clearFresh();
        models.train(examples);
        if (before != null) {
            findings.model(before);
        }
        ModelVersion next =
                new ModelVersion(
                        newest.key(),
                        newest.time(),
                        before == null ? 1 : before.version() + 1,
                        examples.size(),
                        0,
                        0);
        findings.model(next);
        return next;
    }
}

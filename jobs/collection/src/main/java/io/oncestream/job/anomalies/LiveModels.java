package io.oncestream.job.anomalies;

import io.oncestream.state.anomaly.LabelledExample;
import io.oncestream.state.anomaly.Measurement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The models of one key as they are in memory: what follows from its {@link ModelStore}, and can be
 * made of that again at any time.
 */
final class LiveModels {

    private final Map<ForestUse, Forest> forests = new EnumMap<>(ForestUse.class);
    private final Set<String> labels = new HashSet<>();
    private @Nullable Classifier classifier;

    /** Makes them of what is stored. */
    LiveModels(AnomaliesConfig config, String key, ModelStore store) {
        for (ForestUse use : config.forestUses()) {
            byte[] bytes = store.forest(use);
            forests.put(use, bytes == null ? Forest.begin(config, use, key) : Forest.of(bytes));
        }
        if (!forests.isEmpty()) {
            for (Measurement sample : store.since()) {
                forests.values().forEach(forest -> forest.learn(sample));
            }
        }
        if (config.labelled()) {
            List<LabelledExample> trained = store.trained();
            if (!trained.isEmpty()) {
                train(trained);
            }
            store.fresh().forEach(example -> labels.add(example.label()));
        }
    }

    /** Of a use that the job's configuration has. */
    Forest forest(ForestUse use) {
        Forest forest = forests.get(use);
        if (forest == null) {
            throw new IllegalStateException("there is no forest for " + use.word());
        }
        return forest;
    }

    /** Null until there were enough labels. */
    @Nullable Classifier classifier() {
        return classifier;
    }

    /** Those that examples have which are remembered. */
    Set<String> labels() {
        return labels;
    }

    void train(List<LabelledExample> examples) {
        classifier = Classifier.train(new ArrayList<>(examples));
        labels.clear();
        examples.forEach(example -> labels.add(example.label()));
    }
}

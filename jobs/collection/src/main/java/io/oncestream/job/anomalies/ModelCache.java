package io.oncestream.job.anomalies;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The models of the keys that were used last. */
final class ModelCache {

    private final int max;
    private final Map<String, LiveModels> models = new LinkedHashMap<>(16, 0.75f, true);

    ModelCache(int max) {
        this.max = max;
    }

    /** Those of a key, which are made when they are not here. */
    LiveModels of(String key, Supplier<LiveModels> made) {
        LiveModels known = models.get(key);
        if (known != null) {
            return known;
        }
        // First of all room: for a moment there would be one more than the heap may hold.
        if (models.size() >= max) {
            models.remove(models.keySet().iterator().next());
        }
        LiveModels live = made.get();
        models.put(key, live);
        return live;
    }

    void remove(String key) {
        models.remove(key);
    }
}

package io.oncestream.job.trends;

import io.oncestream.state.trends.CategoryProgress;
import io.oncestream.state.trends.ItemHistory;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A category in maps. */
final class MapHistoryStore implements HistoryStore {

    private final Map<String, ItemHistory> histories = new HashMap<>();
    private CategoryProgress progress = new CategoryProgress(0, 0, 0);

    @Override
    public CategoryProgress progress() {
        return progress;
    }

    @Override
    public void setProgress(CategoryProgress next) {
        progress = next;
    }

    @Override
    public @Nullable ItemHistory history(String item) {
        return histories.get(item);
    }

    @Override
    public void setHistory(String item, ItemHistory history) {
        histories.put(item, history);
    }

    @Override
    public void removeHistory(String item) {
        histories.remove(item);
    }

    @Override
    public Map<String, ItemHistory> histories() {
        return new HashMap<>(histories);
    }

    @Override
    public void clear() {
        histories.clear();
        progress = new CategoryProgress(0, 0, 0);
    }
}

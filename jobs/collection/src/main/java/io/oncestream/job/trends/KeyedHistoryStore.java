package io.oncestream.job.trends;

import static io.oncestream.function.StateAccess.asked;
import static io.oncestream.function.StateAccess.done;

import io.oncestream.state.trends.CategoryProgress;
import io.oncestream.state.trends.ItemHistory;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * A category in Flink's keyed state. It is cleared when nothing of it is worth remembering. Names
 * and types are kept for good.
 */
final class KeyedHistoryStore implements HistoryStore {

    private static final CategoryProgress NONE = new CategoryProgress(0, 0, 0);

    private final ValueState<CategoryProgress> progress;
    private final MapState<String, ItemHistory> histories;

    KeyedHistoryStore(RuntimeContext context) {
        this.progress =
                context.getState(new ValueStateDescriptor<>("progress", CategoryProgress.class));
        this.histories =
                context.getMapState(
                        new MapStateDescriptor<>(
                                "histories", Types.STRING, TypeInformation.of(ItemHistory.class)));
    }

    @Override
    public CategoryProgress progress() {
        CategoryProgress known = asked(progress::value);
        return known == null ? NONE : known;
    }

    @Override
    public void setProgress(CategoryProgress next) {
        done(() -> progress.update(next));
    }

    @Override
    public @Nullable ItemHistory history(String item) {
        return asked(() -> histories.get(item));
    }

    @Override
    public void setHistory(String item, ItemHistory history) {
        done(() -> histories.put(item, history));
    }

    @Override
    public void removeHistory(String item) {
        done(() -> histories.remove(item));
    }

    @Override
    public Map<String, ItemHistory> histories() {
        Map<String, ItemHistory> all = new HashMap<>();
        asked(histories::entries).forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        return all;
    }

    @Override
    public void clear() {
        done(
                () -> {
                    progress.clear();
                    histories.clear();
                });
    }
}

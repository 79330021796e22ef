package io.oncestream.job.trends;

import io.oncestream.state.trends.CategoryProgress;
import io.oncestream.state.trends.ItemHistory;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is kept of a category. */
interface HistoryStore {

    CategoryProgress progress();

    void setProgress(CategoryProgress progress);

    @Nullable ItemHistory history(String item);

    void setHistory(String item, ItemHistory history);

    void removeHistory(String item);

    /** A copy of all, in any order. */
    Map<String, ItemHistory> histories();

    void clear();
}

package io.oncestream.job.trends;

import io.oncestream.state.trends.CategoryProgress;
import io.oncestream.state.trends.ItemCounts;
import io.oncestream.state.trends.ItemHistory;
import io.oncestream.state.trends.RisingItem;
import io.oncestream.state.trends.WindowCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Says which items of a category rise, and learns from each of its windows what to expect of the
 * next ones. What is forgotten because there is nothing to remember changes no row, whenever that
 * is; what is forgotten for others does so in each window in the same way.
 */
final class RisingItems {

    /** So many items of a category are remembered, those of which most is expected. */
    static final int ITEMS_MAX = 10_000;

    private static final int ROWS_MAX = 10;
    private static final double SCORE_MIN = 5;

    private static final Comparator<RisingItem> BEST_FIRST =
            Comparator.comparingDouble(RisingItem::score)
                    .reversed()
                    .thenComparing(RisingItem::item);

    private final long countMin;
    private final long windowMillis;
    private final Expectation expectation;
    private final HistoryStore store;

    RisingItems(TrendsConfig config, HistoryStore store) {
        this.countMin = config.minCount();
        this.windowMillis = config.windowMillis();
        this.expectation = new Expectation(config.windowMillis(), config.halfLife().toMillis());
        this.store = store;
    }

    /** Takes the next window; returns its rows, the best first. */
    List<RisingItem> take(WindowCounts window) {
        ItemCounts counts = window.counts();
        List<RisingItem> rising = new ArrayList<>();
        CategoryProgress progress = store.progress();
        int items = progress.items();
        long forgetAt = progress.forgetAt();
        for (int i = 0; i < counts.items().length; i++) {
            String item = counts.items()[i];
            long count = counts.counts()[i];
            ItemHistory known = store.history(item);
            ItemHistory before = expectation.before(known, window.windowEnd());
            double expected = before == null ? 0 : before.mean();
            double score = Expectation.score(before, count);
            if (count >= countMin && score >= SCORE_MIN && count - expected >= counts.error()) {
                rising.add(row(window, item, count, expected, score));
            }
            ItemHistory next = expectation.with(before, count, window.windowEnd());
            store.setHistory(item, next);
            items += known == null ? 1 : 0;
            forgetAt = Math.max(forgetAt, expectation.forgetAt(next));
        }
        store.setProgress(new CategoryProgress(items, forgetAt, progress.timerAt()));
        if (items > ITEMS_MAX) {
            forgetLeast(window.windowEnd() + windowMillis);
        }
        return ranked(rising);
    }

    private static RisingItem row(
            WindowCounts window, String item, long count, double expected, double score) {
        return new RisingItem(
                window.key(),
                Instant.ofEpochMilli(window.windowEnd()),
                0,
                item,
                count,
                window.counts().error(),
                expected,
                score);
    }

    private static List<RisingItem> ranked(List<RisingItem> rising) {
        rising.sort(BEST_FIRST);
        List<RisingItem> rows = new ArrayList<>();
        for (RisingItem row : rising.subList(0, Math.min(ROWS_MAX, rising.size()))) {
            rows.add(row.withRank(rows.size() + 1));
        }
        return rows;
    }

    private void forgetLeast(long nextWindowEnd) {
        record Mean(String item, double mean) {}
        List<Mean> means = new ArrayList<>();
        store.histories()
                .forEach(
                        (item, history) -> {
                            ItemHistory next = expectation.before(history, nextWindowEnd);
                            if (next == null) {
                                store.removeHistory(item);
                            } else {
                                means.add(new Mean(item, next.mean()));
                            }
                        });
        means.sort(Comparator.comparingDouble(Mean::mean).thenComparing(Mean::item));
        int tooMany = Math.max(0, means.size() - ITEMS_MAX);
        means.subList(0, tooMany).forEach(least -> store.removeHistory(least.item()));
        CategoryProgress progress = store.progress();
        store.setProgress(
                new CategoryProgress(
                        means.size() - tooMany, progress.forgetAt(), progress.timerAt()));
    }

    /** Forgets the category if there is nothing to remember of any item; returns whether it did. */
    boolean forget(long now) {
        if (store.progress().forgetAt() > now) {
            return false;
        }
        store.clear();
        return true;
    }
}

package io.oncestream.job.trends;

import io.oncestream.state.trends.ItemCounts;
import io.oncestream.state.trends.Neighbour;
import io.oncestream.state.trends.Neighbours;
import io.oncestream.state.trends.RelatedItem;
import io.oncestream.state.trends.WindowCounts;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which items go together: item-based collaborative filtering over what was in one basket (Linden,
 * Smith and York, "Amazon.com recommendations", 2003), with counts that decay from window to
 * window, so that they are the same in whatever order a window's baskets came.
 */
final class RelatedItems implements Serializable {

    private static final long serialVersionUID = 1L;

    static final int NEIGHBOURS_MAX = 200;

    private static final int ROWS_MAX = 10;

    /** What has decayed below it is forgotten. */
    private static final double COUNT_MIN = 0.01;

    /** So that two that were together once are not related for sure. */
    private static final double DOUBT = 5;

    private static final Comparator<Neighbour> MOST_FIRST =
            Comparator.comparingDouble(Neighbour::count).reversed().thenComparing(Neighbour::other);

    private final double halfLife;

    RelatedItems(TrendsConfig config) {
        this.halfLife = config.relatedHalfLife().toMillis();
    }

    /** Takes an item's next window, and writes its rows. */
    Neighbours take(@Nullable Neighbours before, WindowCounts window, Consumer<RelatedItem> rows) {
        String item = window.key();
        if (before != null && before.forgetAt() < window.windowEnd() - 1) {
            // Its timer is due, and fires behind this window where event time has jumped.
            blank(item, before, 0, rows);
            before = null;
        }
        Map<String, Double> counts = decayed(before, item, window.windowEnd());
        ItemCounts more = window.counts();
        for (int i = 0; i < more.items().length; i++) {
            counts.merge(more.items()[i], (double) more.counts()[i], Double::sum);
        }
        Double count = counts.remove(item);
        return written(item, window.windowEnd(), before, count == null ? 0 : count, counts, rows);
    }

    /** All counts as they are at the end of a window, the item's own among them. */
    private Map<String, Double> decayed(@Nullable Neighbours before, String item, long windowEnd) {
        Map<String, Double> counts = new TreeMap<>();
        if (before != null) {
            double left = StrictMath.pow(0.5, (windowEnd - before.windowEnd()) / halfLife);
            for (Neighbour each : before.all()) {
                if (each.count() * left >= COUNT_MIN) {
                    counts.put(each.other(), each.count() * left);
                }
            }
            counts.put(item, before.count() * left);
        }
        return counts;
    }

    private Neighbours written(
            String item,
            long windowEnd,
            @Nullable Neighbours before,
            double count,
            Map<String, Double> counts,
            Consumer<RelatedItem> rows) {
        List<Neighbour> all = new ArrayList<>();
        counts.forEach((other, each) -> all.add(new Neighbour(other, each)));
        all.sort(MOST_FIRST);
        int size = Math.min(ROWS_MAX, all.size());
        for (int i = 0; i < size; i++) {
            Neighbour each = all.get(i);
            double score = each.count() / (count + DOUBT);
            rows.accept(new RelatedItem(item, i + 1, each.other(), score, each.count()));
        }
        if (before != null) {
            blank(item, before, size, rows);
        }
        double most = all.isEmpty() ? count : Math.max(count, all.get(0).count());
        List<Neighbour> kept =
                new ArrayList<>(all.subList(0, Math.min(NEIGHBOURS_MAX, all.size())));
        kept.sort(Comparator.comparing(Neighbour::other));
        return new Neighbours(windowEnd, count, kept, size, forgetAt(windowEnd, most));
    }

    /** When all has decayed. */
    private long forgetAt(long windowEnd, double most) {
        double halfLives = Math.max(0, StrictMath.log(most / COUNT_MIN) / StrictMath.log(2));
        return windowEnd + (long) Math.ceil(halfLives * halfLife);
    }

    /** Nothing is on these ranks any more. */
    static void blank(String item, Neighbours before, int from, Consumer<RelatedItem> rows) {
        for (int rank = from + 1; rank <= before.rows(); rank++) {
            rows.accept(new RelatedItem(item, rank, null, 0, 0));
        }
    }
}

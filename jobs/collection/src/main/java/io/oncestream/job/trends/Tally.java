package io.oncestream.job.trends;

import io.oncestream.function.window.Accumulator;
import io.oncestream.state.trends.ItemCounts;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.ItemsSketch;

/**
 * Counts items in little memory: exact while the different ones fit, else each count is at most an
 * error too low, of about 3.5 / 4,096 of all that was counted at most (Anderson et al., "A
 * high-performance algorithm for identifying frequent items in data streams", IMC 2017).
 *
 * <p>What fits is merged as sorted arrays, so that it is the same in any order. Only what does not
 * goes through the library's sketch once more. Its own merge is not used: it drops the error of a
 * sketch in which a purge has left no item.
 */
final class Tally<T> implements Accumulator<T, ItemCounts> {

    /** The most places that a sketch has; three quarters of them are used. */
    static final int ENTRIES = 4_096;

    static final int ITEMS_MAX = ENTRIES * 3 / 4;

    private final Entries<T> entries;
    private final ItemsSketch<String> sketch = new ItemsSketch<>(ENTRIES);
    private long newest = Long.MIN_VALUE;

    /** What is counted of a record. */
    interface Entries<T> {
        String item(T record);

        long weight(T record);

        long time(T record);
    }

    Tally(Entries<T> entries) {
        this.entries = entries;
    }

    @Override
    public void add(T record) {
        sketch.update(entries.item(record), entries.weight(record));
        newest = Math.max(newest, entries.time(record));
    }

    @Override
    public ItemCounts result() {
        return counts(sketch, 0, sketch.getStreamLength(), newest);
    }

    private static ItemCounts counts(
            ItemsSketch<String> sketch, long errorBefore, long weight, long newest) {
        ItemsSketch.Row<String>[] rows = sketch.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES);
        Arrays.sort(rows, Comparator.comparing(ItemsSketch.Row::getItem));
        String[] items = new String[rows.length];
        long[] counts = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
            items[i] = rows[i].getItem();
            counts[i] = rows[i].getLowerBound();
        }
        return new ItemCounts(
                items, counts, errorBefore + sketch.getMaximumError(), weight, newest);
    }

    /** Of all that is in both. */
    static ItemCounts merge(ItemCounts one, ItemCounts other) {
        ItemCounts all = union(one, other);
        if (all.items().length <= ITEMS_MAX) {
            return all;
        }
        ItemsSketch<String> smaller = new ItemsSketch<>(ENTRIES);
        for (int i = 0; i < all.items().length; i++) {
            smaller.update(all.items()[i], all.counts()[i]);
        }
        return counts(smaller, all.error(), all.weight(), all.newest());
    }

    private static ItemCounts union(ItemCounts one, ItemCounts other) {
        String[] items = new String[one.items().length + other.items().length];
        long[] counts = new long[items.length];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < one.items().length || j < other.items().length) {
            int order = order(one.items(), i, other.items(), j);
            items[size] = order <= 0 ? one.items()[i] : other.items()[j];
            counts[size] += order <= 0 ? one.counts()[i++] : 0;
            counts[size++] += order >= 0 ? other.counts()[j++] : 0;
        }
        return new ItemCounts(
                Arrays.copyOf(items, size),
                Arrays.copyOf(counts, size),
                one.error() + other.error(),
                one.weight() + other.weight(),
                Math.max(one.newest(), other.newest()));
    }

    private static int order(String[] one, int i, String[] other, int j) {
        if (i == one.length) {
            return 1;
        }
        return j == other.length ? -1 : one[i].compareTo(other[j]);
    }
}

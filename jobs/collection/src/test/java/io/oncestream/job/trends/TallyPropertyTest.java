package io.oncestream.job.trends;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.function.window.Accumulator;
import io.oncestream.state.trends.ItemCounts;
import io.oncestream.state.trends.TrendEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The counts of a hot category, of which each of several subtasks has some. */
class TallyPropertyTest {

    private static TrendEvent event(String item, long weight) {
        return new TrendEvent(item, Instant.EPOCH, "", null, null, weight);
    }

    /** Many items once or twice, few of them often. */
    private static List<TrendEvent> events(Random random, int items, int number) {
        List<TrendEvent> events = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            int item = (int) (items * Math.pow(random.nextDouble(), 1 + random.nextInt(4)));
            events.add(event("item " + item, 1 + random.nextInt(3)));
        }
        return events;
    }

    /** Each event to any of the salts, which are then merged in any order, two by two. */
    private static ItemCounts merged(List<TrendEvent> events, int salts, Random random) {
        Map<Integer, Accumulator<TrendEvent, ItemCounts>> tallies = new HashMap<>();
        CountEvents counting = new CountEvents();
        for (TrendEvent event : events) {
            tallies.computeIfAbsent(random.nextInt(salts), salt -> counting.begin()).add(event);
        }
        List<ItemCounts> parts = new ArrayList<>();
        tallies.values().forEach(tally -> parts.add(tally.result()));
        while (parts.size() > 1) {
            Collections.shuffle(parts, random);
            parts.add(counting.merge(parts.remove(0), parts.remove(0)));
        }
        return parts.get(0);
    }

    private static Map<String, Long> exact(List<TrendEvent> events) {
        Map<String, Long> exact = new TreeMap<>();
        events.forEach(event -> exact.merge(event.item(), event.weight(), Long::sum));
        return exact;
    }

    private static Map<String, Long> map(ItemCounts counts) {
        Map<String, Long> map = new TreeMap<>();
        for (int i = 0; i < counts.items().length; i++) {
            map.put(counts.items()[i], counts.counts()[i]);
        }
        return map;
    }

    @Property(tries = 50)
    void whatFitsIsExactWithAnySaltsInAnyOrder(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int salts) {
        Random random = new Random(seed);
        List<TrendEvent> events = events(random, Tally.ITEMS_MAX, 10_000);
        ItemCounts counts = merged(events, salts, random);
        assertThat(counts.error()).isZero();
        assertThat(map(counts)).isEqualTo(exact(events));
        assertThat(counts.items()).isSorted();
        assertThat(counts.weight()).isEqualTo(Arrays.stream(counts.counts()).sum());
    }

    @Property(tries = 30)
    void whatDoesNotFitIsAtMostTheErrorTooLow(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int salts) {
        Random random = new Random(seed);
        List<TrendEvent> events = events(random, 50_000, 60_000);
        ItemCounts counts = merged(events, salts, random);
        Map<String, Long> found = map(counts);
        long weight = events.stream().mapToLong(TrendEvent::weight).sum();
        assertThat(counts.weight()).isEqualTo(weight);
        assertThat(counts.items()).hasSizeLessThanOrEqualTo(Tally.ITEMS_MAX);
        assertThat((double) counts.error())
                .isPositive()
                .isLessThanOrEqualTo(3.5 * weight / Tally.ENTRIES);
        exact(events)
                .forEach(
                        (item, count) ->
                                assertThat(found.getOrDefault(item, 0L))
                                        .isBetween(count - counts.error(), count));
    }

    /** As apache/datasketches-java#199 met it, and as a merge of the library forgets it. */
    @Test
    void whereAPurgeLeavesNoItemTheErrorStays() {
        List<TrendEvent> equal = new ArrayList<>();
        for (int i = 0; i <= Tally.ITEMS_MAX; i++) {
            equal.add(event("item " + i, 2));
        }
        CountEvents counting = new CountEvents();
        var tally = counting.begin();
        equal.forEach(tally::add);
        ItemCounts empty = tally.result();
        assertThat(empty.items()).isEmpty();
        assertThat(empty.error()).isEqualTo(2);
        tally = counting.begin();
        tally.add(event("another", 7));
        ItemCounts both = counting.merge(empty, tally.result());
        assertThat(map(both)).containsExactly(Map.entry("another", 7L));
        assertThat(both.error()).isEqualTo(2);
        assertThat(both.weight()).isEqualTo(2L * equal.size() + 7);
    }
}

package io.oncestream.job.trends;

import static io.oncestream.job.trends.Trends.HOUR;
import static io.oncestream.job.trends.Trends.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.trends.RisingItem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RisingItemsTest {

    private final MapHistoryStore store = new MapHistoryStore();
    private final RisingItems items = new RisingItems(Trends.config(), store);

    private void learn(long windows, Map<String, Long> counts) {
        for (long window = 0; window < windows; window++) {
            items.take(window(window, counts));
        }
    }

    @Test
    void whatIsAlwaysBigDoesNotRiseAndWhatGrowsDoes() {
        learn(1_000, Map.of("big", 1_000L, "small", 10L));
        List<RisingItem> rows = items.take(window(1_000, Map.of("big", 1_001L, "small", 60L)));
        assertThat(rows).extracting(RisingItem::item).containsExactly("small");
        RisingItem row = rows.get(0);
        assertThat(row.rank()).isEqualTo(1);
        assertThat(row.expected()).isBetween(9.9, 10.0);
        assertThat(row.score()).isGreaterThan(5);
        assertThat(row.windowEnd().toEpochMilli()).isEqualTo(1_001 * HOUR);
    }

    @Test
    void theTenBestAreRanked() {
        Map<String, Long> counts = new HashMap<>();
        LongStream.range(0, 15).forEach(i -> counts.put("item " + (char) ('a' + i), 20 + i / 2));
        List<RisingItem> rows = items.take(window(0, counts));
        assertThat(rows)
                .extracting(RisingItem::rank)
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(rows)
                .extracting(row -> row.item().substring(5))
                .containsExactly("o", "m", "n", "k", "l", "i", "j", "g", "h", "e");
    }

    @Test
    void aSmallCountDoesNotRise() {
        assertThat(items.take(window(0, Map.of("a", 9L, "b", 10L))))
                .extracting(RisingItem::item)
                .containsExactly("b");
    }

    @Test
    void whatRisesByLessThanTheErrorIsLeftOut() {
        assertThat(items.take(window("c", 0, Map.of("a", 19L, "b", 20L), 20)))
                .extracting(RisingItem::item)
                .containsExactly("b");
    }

    /** As after a purge that has left none. */
    @Test
    void aWindowWithoutItemsHasNoRows() {
        assertThat(items.take(window("c", 0, Map.of(), 5))).isEmpty();
        assertThat(store.histories()).isEmpty();
    }

    @Test
    void ofTooManyItemsThoseOfWhichLeastIsExpectedAreForgotten() {
        Map<String, Long> many = new HashMap<>();
        for (int i = 0; i < 3_000; i++) {
            many.put("often " + i, 2L);
        }
        items.take(window(0, many));
        for (int window = 1; window <= 4; window++) {
            Map<String, Long> others = new HashMap<>();
            for (int i = 0; i < 3_000; i++) {
                others.put("in %d: %d".formatted(window, i), 1L);
            }
            items.take(window(window, others));
        }
        assertThat(store.histories()).hasSize(RisingItems.ITEMS_MAX);
        assertThat(store.progress().items()).isEqualTo(RisingItems.ITEMS_MAX);
        assertThat(store.histories().keySet())
                .filteredOn(i -> i.startsWith("often"))
                .hasSize(3_000);
        assertThat(store.histories().keySet()).filteredOn(i -> i.startsWith("in 1")).hasSize(0);
        assertThat(store.histories().keySet()).filteredOn(i -> i.startsWith("in 2")).hasSize(1_000);
    }

    /** A category is cleared as late as its last item, whatever other timers fire. */
    @Test
    void aCategoryIsForgottenWhenNothingOfItIsWorthRemembering() {
        items.take(window(0, Map.of("a", 1L)));
        long forgetAt = store.progress().forgetAt();
        assertThat(items.forget(forgetAt - 1)).isFalse();
        assertThat(store.histories()).hasSize(1);
        assertThat(items.forget(forgetAt)).isTrue();
        assertThat(store.histories()).isEmpty();
    }
}

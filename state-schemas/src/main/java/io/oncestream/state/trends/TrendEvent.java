package io.oncestream.state.trends;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That an item was seen, bought, mentioned or the like.
 *
 * @param category the items among which it may rise; the empty string where there are none
 * @param user whose doing it is; null: nobody knows
 * @param basket what it was put into; null: into none
 * @param weight how often, at least 0
 */
public record TrendEvent(
        String item,
        Instant time,
        String category,
        @Nullable String user,
        @Nullable String basket,
        long weight) {

    public TrendEvent withWeight(long other) {
        return new TrendEvent(item, time, category, user, basket, other);
    }
}

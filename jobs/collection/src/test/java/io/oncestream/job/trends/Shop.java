package io.oncestream.job.trends;

import io.oncestream.state.trends.TrendEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What happens in a small shop, made of a seed: in each minute a few items of two categories, some
 * of them in baskets or without a user, and now and then one that rises.
 */
final class Shop {

    /** By so much events are out of order at most. */
    static final int OUT_OF_ORDER_MILLIS = 8_000;

    private static final Instant OPENING = Instant.parse("2026-01-01T00:00:00Z");
    private static final long MINUTE = 60_000;
    private static final long CLOSED = 26 * 60 * MINUTE;

    private final Random random;
    private long now;

    Shop(Random random) {
        this.random = random;
    }

    /** All of a day, in an order that is nearly that of time. */
    List<TrendEvent> day(int minutes) {
        record Sent(long at, TrendEvent event) {}
        List<Sent> sent = new ArrayList<>();
        for (int minute = 0; minute < minutes; minute++) {
            int burst = minute % 3 == 2 ? random.nextInt(20) : -1;
            for (int i = 0; i < 100; i++) {
                int item = burst >= 0 && random.nextInt(3) == 0 ? burst : random.nextInt(20);
                TrendEvent event = event(item, now + random.nextLong(MINUTE));
                long delay = random.nextInt(OUT_OF_ORDER_MILLIS);
                sent.add(new Sent(event.time().toEpochMilli() + delay, event));
            }
            now += MINUTE;
        }
        now += CLOSED;
        sent.sort(Comparator.comparingLong(Sent::at));
        return sent.stream().map(Sent::event).toList();
    }

    private TrendEvent event(int item, long time) {
        int kind = random.nextInt(10);
        return new TrendEvent(
                "item " + item,
                OPENING.plusMillis(time),
                "category " + item % 2,
                kind == 0 ? null : "user " + random.nextInt(12),
                kind > 3 ? null : "basket %d of %d".formatted(random.nextInt(5), time / MINUTE),
                1 + random.nextInt(2));
    }

    /** When the last day ended, after which event time jumps by more than a day. */
    Instant lastEnd() {
        return OPENING.plusMillis(now - CLOSED);
    }

    /** Twelve who ring in the last minute: a trend, for nobody has done so for a day. */
    List<TrendEvent> bells() {
        Instant time = lastEnd().minusMillis(1);
        return IntStream.range(0, 12)
                .mapToObj(i -> new TrendEvent("bell", time, "bells", "user " + i, null, 2))
                .toList();
    }

    /** With which event time passes the end of the day. */
    TrendEvent closing() {
        Instant time = lastEnd().plusMillis(OUT_OF_ORDER_MILLIS * 2);
        return new TrendEvent("door", time, "", "porter", null, 0);
    }
}

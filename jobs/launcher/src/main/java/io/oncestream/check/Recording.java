package io.oncestream.check;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * When clients first sent a command, and when they first saw its answer, by one clock that never
 * goes back. Many threads may write to it.
 */
public final class Recording {

    private final LongSupplier clock;
    private final Map<String, Long> sent = new ConcurrentHashMap<>();
    private final Map<String, Long> seen = new ConcurrentHashMap<>();

    public Recording() {
        this(System::nanoTime);
    }

    Recording(LongSupplier clock) {
        this.clock = clock;
    }

    /** Before the first byte leaves. */
    public void sent(String id) {
        sent.putIfAbsent(id, clock.getAsLong());
    }

    /** After the answer is there. */
    public void seen(String id) {
        seen.putIfAbsent(id, clock.getAsLong());
    }

    /** {@link Long#MIN_VALUE} where nobody sent it. */
    long sentAt(String id) {
        return sent.getOrDefault(id, Long.MIN_VALUE);
    }

    /** {@link Long#MAX_VALUE} where nobody saw it. */
    long seenAt(String id) {
        return seen.getOrDefault(id, Long.MAX_VALUE);
    }

    /** All commands, also while more are sent. */
    public Set<String> commands() {
        return Collections.unmodifiableSet(sent.keySet());
    }
}

package io.oncestream.connector.source.socket;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** Wakes a reader: a future is to be taken first, and what it waits for looked at afterwards. */
final class Availability {

    private final AtomicReference<CompletableFuture<Void>> next =
            new AtomicReference<>(new CompletableFuture<>());

    /** Completes with the next signal. */
    CompletableFuture<Void> next() {
        return next.get();
    }

    void signal() {
        next.getAndSet(new CompletableFuture<>()).complete(null);
    }
}

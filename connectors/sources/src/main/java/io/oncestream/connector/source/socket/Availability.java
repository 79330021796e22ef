package io.oncestream.connector.source.socket;

import java.util.concurrent.CompletableFuture;

/** Wakes a reader: a future is to be taken first, and what it waits for looked at afterwards. */
final class Availability {

    private CompletableFuture<Void> next = new CompletableFuture<>();

    /** Completes with the next signal. */
    synchronized CompletableFuture<Void> next() {
        return next;
    }

    void signal() {
        CompletableFuture<Void> signalled;
        synchronized (this) {
            signalled = next;
            next = new CompletableFuture<>();
        }
        // Outside: it runs what waits for it.
        signalled.complete(null);
    }
}

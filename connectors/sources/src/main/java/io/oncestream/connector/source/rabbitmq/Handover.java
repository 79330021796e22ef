package io.oncestream.connector.source.rabbitmq;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * From the thread of the connection to the thread that fetches for Flink. Prefetch bounds the
 * messages in it; when it is full by bytes, the connection is not read on.
 */
final class Handover {

    private final long bytesMax;
    private final Queue<Delivery> deliveries = new ArrayDeque<>();
    private long bytes;
    private boolean closed;
    private boolean woken;
    private @Nullable Throwable end;

    Handover(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /**
     * Waits while it is full. What comes after {@link #close()} is not acknowledged, so not lost.
     */
    synchronized void put(Delivery delivery) throws InterruptedException {
        while (!closed && bytes >= bytesMax) {
            wait();
        }
        if (!closed) {
            deliveries.add(delivery);
            bytes += delivery.bytes();
            notifyAll();
        }
    }

    /** There will be no more. */
    synchronized void end(Throwable reason) {
        if (end == null) {
            end = reason;
        }
        close();
    }

    /** Lets go of who waits, and drops what was not taken. */
    synchronized void close() {
        closed = true;
        deliveries.clear();
        notifyAll();
    }

    /** Why there will be no more; null while there may be. */
    synchronized @Nullable Throwable ended() {
        return end;
    }

    /** Makes the current or the next {@link #take} return. */
    synchronized void wake() {
        woken = true;
        notifyAll();
    }

    /** Some messages; none after the time, the end or {@link #wake()}. */
    synchronized List<Delivery> take(int max, Duration most) throws InterruptedException {
        long endNanos = System.nanoTime() + most.toNanos();
        while (deliveries.isEmpty() && !closed && !woken) {
            long left = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        woken = false;
        List<Delivery> taken = new ArrayList<>(Math.min(max, deliveries.size()));
        while (taken.size() < max && !deliveries.isEmpty()) {
            Delivery delivery = deliveries.remove();
            bytes -= delivery.bytes();
            taken.add(delivery);
        }
        notifyAll();
        return taken;
    }
}

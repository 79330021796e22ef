package io.oncestream.launcher.demo;

import io.oncestream.launcher.failure.RootCause;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads in which clients work until they are told to end, or one of them cannot go on. */
public final class ClientThreads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClientThreads.class);
    private static final long JOIN_MILLIS_MAX = 5_000;
    private static final long PAUSE_MILLIS = 10;

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private volatile boolean stopping;

    /** What a client does. An exception is a failure, but for an interruption. */
    public interface Work {
        void run() throws Exception;
    }

    /** Starts one. */
    public void start(String name, Work work) {
        Thread thread = new Thread(() -> run(work), name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void run(Work work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            fail(e);
        }
    }

    /** In one of them: does it so many times a second as long as they go on. */
    public void repeat(int perSecond, Work work) throws Exception {
        long start = System.nanoTime();
        for (long count = 0; goOn(); ) {
            long due = (System.nanoTime() - start) * perSecond / 1_000_000_000;
            for (; count < due && goOn(); count++) {
                work.run();
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** Whether they are to begin anything more. */
    public boolean goOn() {
        return !stopping && failure.get() == null;
    }

    /** Each ends when it is done with what it has begun. */
    public void stop() {
        stopping = true;
    }

    /** Whether all have ended. */
    public boolean isOver() {
        return threads.stream().noneMatch(Thread::isAlive);
    }

    /** None goes on: something that one of them has begun cannot be done. */
    public void fail(Throwable e) {
        LOG.warn("A client ends", e);
        failure.compareAndSet(null, RootCause.of(e));
    }

    /** Why one of them could not go on; null where none has failed. */
    public @Nullable String failure() {
        return failure.get();
    }

    @Override
    public void close() throws InterruptedException {
        stopping = true;
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join(JOIN_MILLIS_MAX);
        }
    }
}

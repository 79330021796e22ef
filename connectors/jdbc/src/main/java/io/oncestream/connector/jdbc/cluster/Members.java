package io.oncestream.connector.jdbc.cluster;

import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.jdbc.database.DatabaseSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Databases in a fixed order, with a session each, in which one thing is done at once: in the time
 * of the slowest. Where there are several each has a thread; one alone is worked with on the
 * caller's. One call at a time.
 *
 * <p>What is done returns when all members have done it or given up. If some have given up, the
 * failure that a restart cannot mend comes before one that it may, and the others hang on it as
 * suppressed ones.
 */
public final class Members implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Members.class);
    private static final int CLOSING_SECONDS_MAX = 10;

    private final List<DatabaseSession> sessions;
    private final @Nullable ExecutorService threads;

    /** What each was last asked for alone. */
    private final List<@Nullable Future<?>> busy;

    private final AtomicIntegerArray isBusy;

    private Members(List<DatabaseSession> sessions) {
        this.sessions = List.copyOf(sessions);
        threads = sessions.size() == 1 ? null : threads(sessions.size());
        busy = new ArrayList<>(Collections.nCopies(sessions.size(), null));
        isBusy = new AtomicIntegerArray(sessions.size());
    }

    /** Takes over these sessions, none of which needs to have a connection yet. */
    public static Members of(List<DatabaseSession> sessions) {
        return new Members(sessions);
    }

    /** What is done in one of them. */
    public interface Work<R> {
        R run(int member, DatabaseSession session) throws InterruptedException;
    }

    public DatabaseSession session(int member) {
        return sessions.get(member);
    }

    /**
     * Does something in all of them at once and returns what each gave, in their order. A caller
     * that is interrupted breaks the work off everywhere, waits for its end, and closes these.
     */
    public <R> List<R> all(Work<R> work) throws InterruptedException {
        if (threads == null) {
            List<R> only = new ArrayList<>();
            only.add(work.run(0, sessions.get(0)));
            return only;
        }
        @Nullable Map<String, String> context = MDC.getCopyOfContextMap();
        List<Future<R>> running = new ArrayList<>();
        for (int i = 0; i < sessions.size(); i++) {
            int member = i;
            running.add(threads.submit(() -> in(context, member, work)));
        }
        return results(running);
    }

    /**
     * What one of them made of a request.
     *
     * @param result null: it has failed, or is not done
     * @param failure null: it has not failed
     */
    public record Reply<R>(@Nullable R result, @Nullable Throwable failure) {
        public boolean isSuccess() {
            return result != null;
        }

        /** The result of one that has succeeded. */
        public R get() {
            return Objects.requireNonNull(result);
        }
    }

    /**
     * Something that is to be done in as many as are enough, of which one is asked for at a time:
     * see {@link Asking}.
     */
    public <R> Asking<R> asking(Work<R> work) {
        return new Asking<>(this, work);
    }

    /** Begins it in all that are free and have not done it. */
    <R> void ask(Replies<R> replies, Work<R> work) {
        @Nullable Map<String, String> context = MDC.getCopyOfContextMap();
        for (int i = 0; i < sessions.size(); i++) {
            int member = i;
            if (isFree(member) && replies.begin(member)) {
                isBusy.set(member, 1);
                busy.set(
                        member,
                        Objects.requireNonNull(threads)
                                .submit(
                                        () ->
                                                replies.put(
                                                        member,
                                                        () -> in(context, member, work),
                                                        () -> isBusy.set(member, 0))));
            }
        }
    }

    /** Whether it is done with what it was asked for last. */
    public boolean isFree(int member) {
        return isBusy.get(member) == 0;
    }

    int size() {
        return sessions.size();
    }

    /** Waits until those that are still at work alone are done with it, or for so long. */
    public void settle(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        for (@Nullable Future<?> work : busy) {
            try {
                if (work != null) {
                    work.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                }
            } catch (ExecutionException | TimeoutException e) {
                LOG.debug("A member is left as it is", e);
            }
        }
    }

    /** Log lines say which job they are of, as those of the caller do. */
    private <R> R in(@Nullable Map<String, String> context, int member, Work<R> work)
            throws InterruptedException {
        if (context != null) {
            MDC.setContextMap(context);
        }
        try {
            return work.run(member, sessions.get(member));
        } finally {
            MDC.clear();
        }
    }

    private <R> List<R> results(List<Future<R>> running) throws InterruptedException {
        List<R> results = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (Future<R> each : running) {
            try {
                results.add(each.get());
            } catch (ExecutionException e) {
                failures.add(e.getCause());
            } catch (InterruptedException e) {
                close();
                throw e;
            }
        }
        if (!failures.isEmpty()) {
            throw worst(failures);
        }
        return results;
    }

    private static RuntimeException worst(List<Throwable> failures) throws InterruptedException {
        Throwable worst =
                failures.stream()
                        .filter(each -> each instanceof SinkFailure || each instanceof Error)
                        .findFirst()
                        .orElse(failures.get(0));
        failures.stream().filter(each -> each != worst).forEach(worst::addSuppressed);
        if (worst instanceof InterruptedException e) {
            throw e;
        }
        if (worst instanceof Error e) {
            throw e;
        }
        return (RuntimeException) worst;
    }

    private static ExecutorService threads(int count) {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(
                count,
                work -> {
                    Thread thread =
                            new Thread(work, "oncestream-member-" + number.getAndIncrement());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Breaks off what is under way, and closes all connections. */
    @Override
    public void close() {
        if (threads != null) {
            threads.shutdownNow();
            try {
                threads.awaitTermination(CLOSING_SECONDS_MAX, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        sessions.forEach(DatabaseSession::close);
    }
}

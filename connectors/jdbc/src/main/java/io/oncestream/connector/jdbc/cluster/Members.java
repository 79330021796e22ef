package io.oncestream.connector.jdbc.cluster;

import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.jdbc.database.DatabaseSession;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

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
    private static final int CLOSING_SECONDS_MAX = 10;

    private final List<DatabaseSession> sessions;
    private final @Nullable ExecutorService threads;

    private Members(List<DatabaseSession> sessions) {
        this.sessions = List.copyOf(sessions);
        threads = sessions.size() == 1 ? null : threads(sessions.size());
    }

    /** Takes over these sessions, none of which needs to have a connection yet. */
    public static Members of(List<DatabaseSession> sessions) {
        return new Members(sessions);
    }

    /** What is done in one of them. */
    public interface Work<R> {
        R run(int member, DatabaseSession session) throws InterruptedException;
    }

    public int size() {
        return sessions.size();
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
        List<Future<R>> running = new ArrayList<>();
        for (int i = 0; i < sessions.size(); i++) {
            int member = i;
            running.add(threads.submit(() -> work.run(member, sessions.get(member))));
        }
        return results(running);
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

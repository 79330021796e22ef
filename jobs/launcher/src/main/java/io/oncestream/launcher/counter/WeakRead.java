package io.oncestream.launcher.counter;

import io.oncestream.connector.jdbc.CounterDatabases;
import io.oncestream.connector.jdbc.CounterReader;
import io.oncestream.connector.jdbc.CounterReader.Value;
import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.failure.RootCause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks all databases at once; nobody waits for those that stand still. */
record WeakRead(CounterDatabases databases, Duration limit) {

    /** What the first one says that answers; nothing where it does not know the counter. */
    Map<String, Value> of(String counter) throws InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool(WeakRead::daemon);
        List<Callable<Map<String, Value>>> reads = new ArrayList<>();
        for (int i = 0; i < databases.participants().size(); i++) {
            int database = i;
            reads.add(() -> read(database, counter));
        }
        try {
            return threads.invokeAny(reads, limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new FailureException("no database answers: " + RootCause.of(e), e);
        } catch (TimeoutException e) {
            throw new FailureException(
                    "no database answers within %d s".formatted(limit.toSeconds()), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "weak-read");
        thread.setDaemon(true);
        return thread;
    }

    /** A reader is for one thread. */
    private Map<String, Value> read(int database, String counter) throws InterruptedException {
        try (CounterReader reader = CounterReader.of(databases, limit)) {
            return reader.weak(database, List.of(counter));
        }
    }
}

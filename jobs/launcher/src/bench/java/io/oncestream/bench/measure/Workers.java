package io.oncestream.bench.measure;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What some workers do at once, each in a thread of its own. */
public final class Workers {

    private Workers() {}

    /** What one of them does. */
    public interface Task<W> {
        void of(W worker) throws Exception;
    }

    /**
     * Returns when all of them are done.
     *
     * @throws ExecutionException what the first of those that failed has thrown
     */
    public static <W> void run(List<W> workers, Task<W> task)
            throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(workers.size());
        try {
            List<Callable<Boolean>> tasks =
                    workers.stream().map(worker -> callable(worker, task)).toList();
            for (Future<Boolean> each : threads.invokeAll(tasks)) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    private static <W> Callable<Boolean> callable(W worker, Task<W> task) {
        return () -> {
            task.of(worker);
            return true;
        };
    }
}

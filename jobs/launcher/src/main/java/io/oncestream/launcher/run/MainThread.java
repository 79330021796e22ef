package io.oncestream.launcher.run;

import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.failure.RootCause;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A job's main in a thread of its own: it waits for its job, and this process watches both. */
final class MainThread {

    private static final Duration END_MAX = Duration.ofSeconds(30);

    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private MainThread() {}

    /** A main with its arguments. */
    interface Main {
        void run() throws Exception;
    }

    static MainThread start(Main main) {
        MainThread started = new MainThread();
        Thread thread = new Thread(() -> started.run(main), "job-main");
        thread.setDaemon(true);
        thread.start();
        return started;
    }

    private void run(Main main) {
        try {
            main.run();
            ended.complete(null);
        } catch (Throwable e) {
            ended.completeExceptionally(e);
        }
    }

    boolean isDone() {
        return ended.isDone();
    }

    /**
     * Waits until it returns.
     *
     * @throws ExecutionException when it threw
     */
    void await() throws InterruptedException, ExecutionException, TimeoutException {
        ended.get(END_MAX.toSeconds(), TimeUnit.SECONDS);
    }

    /**
     * Whatever the job's main does behind the job belongs to the run.
     *
     * @throws FailureException when it threw, or does not end
     */
    void awaitEndBehindJob() throws InterruptedException {
        try {
            await();
        } catch (ExecutionException | TimeoutException e) {
            throw new FailureException("the job finished, its main did not: " + RootCause.of(e), e);
        }
    }
}

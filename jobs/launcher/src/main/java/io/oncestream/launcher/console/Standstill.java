package io.oncestream.launcher.console;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the source what it waits for, when no rows have come for a while. */
final class Standstill {

    private static final Logger LOG = LoggerFactory.getLogger(Standstill.class);
    private static final long STILL_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long ASK_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

    private final Supplier<Optional<String>> question;
    private long rows = -1;
    private long movedNanos;
    private long askedNanos;
    private @Nullable CompletableFuture<Optional<String>> asked;
    private Optional<String> known = Optional.empty();

    Standstill(Supplier<Optional<String>> question) {
        this.question = question;
    }

    /**
     * What is known now; the source is asked in the background.
     *
     * @param nanos the time of this count, such as System.nanoTime()
     * @param rowsRead the count
     */
    Optional<String> reason(long nanos, long rowsRead) {
        if (rowsRead != rows) {
            rows = rowsRead;
            movedNanos = nanos;
            // An answer that comes later is to a question of before.
            asked = null;
            known = Optional.empty();
        }
        CompletableFuture<Optional<String>> answer = asked;
        if (answer != null && answer.isDone()) {
            known = answer.join();
        }
        boolean due = answer == null || (answer.isDone() && nanos - askedNanos >= ASK_EVERY_NANOS);
        if (nanos - movedNanos >= STILL_NANOS && due) {
            askedNanos = nanos;
            asked = CompletableFuture.supplyAsync(this::ask, Standstill::inBackground);
        }
        return known;
    }

    private Optional<String> ask() {
        try {
            return question.get();
        } catch (RuntimeException e) {
            LOG.debug("The source does not say what it waits for", e);
            return Optional.empty();
        }
    }

    /** It is not waited for at the end. */
    private static void inBackground(Runnable task) {
        Thread thread = new Thread(task, "what the source waits for");
        thread.setDaemon(true);
        thread.start();
    }
}

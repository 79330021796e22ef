package io.oncestream.launcher.produce;

import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.console.Interrupts;
import io.oncestream.launcher.console.ProgressLine;
import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.failure.RootCause;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends all messages, or those until Ctrl-C. */
final class Production {

    private static final Logger LOG = LoggerFactory.getLogger(Production.class);
    private static final Duration IN_PLACE_EVERY = Duration.ofMillis(250);
    private static final Duration IN_PIPE_EVERY = Duration.ofSeconds(5);

    private final Console console;
    private final MessageInput input;
    private final MessageTarget target;
    private final AtomicInteger interrupted = new AtomicInteger();
    private final long startNanos = System.nanoTime();
    private long shownNanos = startNanos;
    private long sent;

    Production(Console console, MessageInput input, MessageTarget target) {
        this.console = console;
        this.input = input;
        this.target = target;
    }

    /** Returns the exit code. */
    int run() throws IOException, InterruptedException {
        Thread sender = Thread.currentThread();
        Interrupts.handle(
                code -> {
                    if (interrupted.compareAndSet(0, code)) {
                        sender.interrupt();
                    } else {
                        Runtime.getRuntime().halt(code);
                    }
                });
        return produce();
    }

    /**
     * The same without an eye on signals.
     *
     * @throws FailureException when it ends half-way, with how far it came
     */
    int produce() throws IOException, InterruptedException {
        try {
            return sendAndReport();
        } catch (IOException | RuntimeException e) {
            if (sent == 0) {
                throw e;
            }
            throw new FailureException(RootCause.of(e) + "; " + howFar(), e);
        }
    }

    private String howFar() {
        OptionalLong arrived = target.arrived();
        return arrived.isEmpty()
                ? "%s messages were sent, nobody knows how many of them have arrived"
                        .formatted(ProgressLine.count(sent))
                : "of %s messages that were sent %s have surely arrived"
                        .formatted(
                                ProgressLine.count(sent), ProgressLine.count(arrived.getAsLong()));
    }

    private int sendAndReport() throws IOException, InterruptedException {
        try {
            sendAll();
        } catch (InterruptedException e) {
            if (interrupted.get() == 0) {
                throw e;
            }
            LOG.info("Interrupted", e);
        }
        Thread.interrupted();
        console.step("waiting until all messages have arrived");
        target.flush();
        console.clear();
        console.out.printf(
                Locale.ROOT,
                "%s messages sent in %.1f s%n",
                ProgressLine.count(sent),
                (System.nanoTime() - startNanos) / 1e9);
        console.out.flush();
        return interrupted.get();
    }

    private void sendAll() throws IOException, InterruptedException {
        while (interrupted.get() == 0) {
            Message message = next();
            if (message == null) {
                return;
            }
            target.send(message);
            sent++;
            showProgress();
        }
    }

    /** What came before a message that cannot be read is to arrive all the same. */
    private @Nullable Message next() throws IOException, InterruptedException {
        try {
            return input.next();
        } catch (IOException | RuntimeException e) {
            target.flush();
            throw e;
        }
    }

    private void showProgress() {
        long now = System.nanoTime();
        Duration every = console.inPlace() ? IN_PLACE_EVERY : IN_PIPE_EVERY;
        if (now - shownNanos >= every.toNanos()) {
            shownNanos = now;
            long perSecond = (long) (sent / ((now - startNanos) / 1e9));
            console.progress(
                    "produce  %s messages  %s messages/s"
                            .formatted(ProgressLine.count(sent), ProgressLine.count(perSecond)));
        }
    }
}

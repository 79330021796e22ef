package io.oncestream.launcher.demo.transfers;

import io.oncestream.connector.jdbc.cut.CutReader;
import io.oncestream.launcher.ask.CommandTopic;
import io.oncestream.launcher.console.ProgressLine;
import io.oncestream.launcher.database.TargetDatabases;
import io.oncestream.launcher.demo.Beside;
import io.oncestream.launcher.demo.Outage;
import io.oncestream.launcher.demo.Stage;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A sender, readers and an outage for as long as it takes, and what came of it. */
@SuppressWarnings("NullAway.Init") // A run starts it before it asks anything of it.
final class TransfersClients implements Beside {

    private static final int PER_SECOND = 200;
    private static final Duration SAY_EVERY = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Stage stage;
    private final AtomicReference<@Nullable Books> opened = new AtomicReference<>();
    private TargetDatabases databases;
    private CommandTopic topic;
    private @Nullable Sender sender;
    private @Nullable Readers readers;
    private @Nullable Outage outage;
    private long begun;
    private long said;

    TransfersClients(Stage stage) {
        this.stage = stage;
    }

    @Override
    public boolean isResumable() {
        return false;
    }

    @Override
    public void start(TargetDatabases targets) {
        databases = targets;
        topic = CommandTopic.open(stage.commands());
        Sender sending = new Sender(topic, stage.seed(), PER_SECOND);
        sender = sending;
        readers =
                new Readers(
                        targets.addresses(),
                        stage.table(),
                        CutReader::strong,
                        books -> noteSeen(sending, books));
        stage.console()
                .say(
                        "deposits and transfers in %d ledgers and %d databases for %d s; seed %d"
                                .formatted(
                                        CommandStream.LEDGERS,
                                        targets.all().size(),
                                        stage.length().toSeconds(),
                                        stage.seed()));
    }

    /** The first read behind the deposits that open accounts says what there was before. */
    private void noteSeen(Sender sending, Books books) {
        if (books.outcomes().size() >= CommandStream.ACCOUNTS) {
            opened.compareAndSet(null, books);
        }
        sending.seen(books);
    }

    @Override
    public boolean isOver() {
        Sender sending = sender;
        Readers reading = readers;
        if (sending == null || reading == null) {
            return false;
        }
        long now = System.nanoTime();
        if (begun == 0 && sending.isOpened()) {
            begun = now;
            said = now;
        }
        if (begun == 0) {
            return hasFailed(sending, reading);
        }
        Duration elapsed = Duration.ofNanos(now - begun);
        sayProgress(now, sending, reading);
        if (outage == null) {
            outage = Outage.inTheMiddle(stage, elapsed, Outage.Kind.STOP).orElse(null);
        }
        if (elapsed.compareTo(stage.length()) >= 0) {
            sending.stop();
        }
        return (sending.isOver() && isBack())
                || hasFailed(sending, reading)
                || elapsed.compareTo(stage.length().plus(PATIENCE)) > 0;
    }

    private boolean hasFailed(Sender sending, Readers reading) {
        return sending.failure() != null
                || reading.failure() != null
                || (outage != null && outage.failure() != null);
    }

    private boolean isBack() {
        return outage == null || outage.isOver();
    }

    private void sayProgress(long now, Sender sending, Readers reading) {
        if (now - said > SAY_EVERY.toNanos()) {
            said = now;
            stage.console()
                    .say(
                            "%s commands, %s seen; %d strong reads with %d violations, %d of %d eventual ones fractured"
                                    .formatted(
                                            ProgressLine.count(sending.commands()),
                                            ProgressLine.count(sending.seen()),
                                            reading.strong(),
                                            reading.violations().size(),
                                            reading.fractured(),
                                            reading.eventual()));
        }
    }

    @Override
    public int finish() throws Exception {
        Sender sending = sender;
        Readers reading = readers;
        if (sending == null || reading == null) {
            return 1;
        }
        reading.close();
        TransfersReport report = new TransfersReport(stage, sending, reading);
        if (outage != null) {
            report.note(outage.failure());
        }
        return report.print(databases, opened.get());
    }

    @Override
    public void close() throws Exception {
        try (AutoCloseable first = sender;
                AutoCloseable second = readers;
                AutoCloseable third = outage;
                AutoCloseable last = topic) {
            stage.console().clear();
        }
    }
}

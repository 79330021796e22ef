package io.oncestream.launcher.demo.counters;

import io.oncestream.connector.jdbc.CounterDatabases;
import io.oncestream.launcher.ask.Client;
import io.oncestream.launcher.console.ProgressLine;
import io.oncestream.launcher.database.TargetDatabase;
import io.oncestream.launcher.database.TargetDatabases;
import io.oncestream.launcher.demo.Beside;
import io.oncestream.launcher.demo.Outage;
import io.oncestream.launcher.demo.Stage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A sender, readers and an outage for as long as it takes, and what came of it. */
@SuppressWarnings("NullAway.Init") // A run starts it before it asks anything of it.
final class CountersClients implements Beside {

    private static final int PER_SECOND = 50;
    private static final Duration SAY_EVERY = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Stage stage;
    private final Seen seen = new Seen();
    private TargetDatabases databases;
    private @Nullable Sender sender;
    private @Nullable Readers readers;
    private @Nullable Outage outage;
    private long begun;
    private long said;

    CountersClients(Stage stage) {
        this.stage = stage;
    }

    @Override
    public boolean isResumable() {
        return false;
    }

    @Override
    public void start(TargetDatabases targets) {
        databases = targets;
        sender =
                new Sender(
                        stage.commands(),
                        targets.all().stream().map(CountersClients::database).toList(),
                        stage.table(),
                        new Sender.Load(stage.seed(), "c", PER_SECOND),
                        seen);
        readers =
                new Readers(
                        new CounterDatabases(targets.participants(), stage.table()),
                        seen,
                        stage.seed());
        begun = System.nanoTime();
        said = begun;
        stage.console()
                .say(
                        "adds to %s counters in %d databases for %d s; seed %d"
                                .formatted(
                                        ProgressLine.count(CommandStream.COUNTERS),
                                        targets.all().size(),
                                        stage.length().toSeconds(),
                                        stage.seed()));
    }

    private static Client.Database database(TargetDatabase database) {
        return database::connect;
    }

    @Override
    public boolean isOver() {
        Sender sending = sender;
        Readers reading = readers;
        if (sending == null || reading == null) {
            return false;
        }
        long now = System.nanoTime();
        Duration elapsed = Duration.ofNanos(now - begun);
        sayProgress(now, sending, reading);
        if (outage == null) {
            outage = Outage.inTheMiddle(stage, elapsed, Outage.Kind.KILL).orElse(null);
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
                            "%s commands, %s answered; %d strong reads with %d violations, %d weak ones"
                                    .formatted(
                                            ProgressLine.count(sending.sent().size()),
                                            ProgressLine.count(sending.answered()),
                                            reading.strong(),
                                            reading.violations().size(),
                                            reading.weak()));
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
        return new CountersReport(stage, sending, reading, seen).print(databases, outage);
    }

    @Override
    public void close() throws Exception {
        try (AutoCloseable first = sender;
                AutoCloseable second = readers;
                AutoCloseable third = outage) {
            stage.console().clear();
        }
    }
}

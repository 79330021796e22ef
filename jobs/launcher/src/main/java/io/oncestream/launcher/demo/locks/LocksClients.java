package io.oncestream.launcher.demo.locks;

import io.oncestream.check.Placed;
import io.oncestream.launcher.database.TargetDatabase;
import io.oncestream.launcher.database.TargetDatabases;
import io.oncestream.launcher.demo.Beside;
import io.oncestream.launcher.demo.Stage;
import io.oncestream.state.lock.LockAnswer;
import io.oncestream.state.lock.LockOutcome;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The workers of the demonstration for as long as it takes, and what came of it. */
@SuppressWarnings("NullAway.Init") // A run starts it before it asks anything of it.
final class LocksClients implements Beside {

    private static final Duration SAY_EVERY = Duration.ofSeconds(10);
    private static final int SHOWN_MAX = 10;

    private final Stage stage;
    private TargetDatabase database;
    private @Nullable Workers workers;
    private long end;
    private long said;

    LocksClients(Stage stage) {
        this.stage = stage;
    }

    @Override
    public boolean isResumable() {
        return false;
    }

    @Override
    public void start(TargetDatabases targets) throws Exception {
        database = targets.first();
        workers =
                new Workers(database::connect, stage.commands(), stage.table(), stage.seed(), true);
        said = System.nanoTime();
        end = said + stage.length().toNanos();
        stage.console()
                .say(
                        "%d workers lock, wait, renew, are paused and die for %d s; seed %d"
                                .formatted(
                                        Workers.COUNT, stage.length().toSeconds(), stage.seed()));
    }

    @Override
    public boolean isOver() {
        if (workers == null) {
            return false;
        }
        long now = System.nanoTime();
        if (now >= end) {
            workers.stop();
        }
        if (now - said > SAY_EVERY.toNanos()) {
            said = now;
            stage.console()
                    .say(
                            "%d commands answered, %d transactions fenced off"
                                    .formatted(workers.answered(), workers.fenced()));
        }
        return workers.isOver();
    }

    @Override
    public int finish() throws Exception {
        Workers ended = workers;
        if (ended == null) {
            return 1;
        }
        try (Connection connection = database.connect()) {
            List<Placed<LockAnswer>> answers = ended.read(connection);
            List<String> violations = new ArrayList<>(ended.violations(answers, true));
            if (ended.failure() != null) {
                violations.add("a worker could not go on: " + ended.failure());
            }
            violations.stream().limit(SHOWN_MAX).forEach(stage.console()::say);
            long lost = ended.lost(connection);
            print(answers);
            print("changes", ended.written(connection));
            print("fenced off", ended.fenced());
            print("lost updates", lost);
            print("violations", violations.size());
            stage.console().out.flush();
            return violations.isEmpty() && lost == 0 ? 0 : 1;
        }
    }

    private void print(List<Placed<LockAnswer>> answers) {
        print("commands", answers.stream().filter(each -> each.id() != null).count());
        print("grants", count(answers, LockOutcome.GRANTED));
        print("  after waiting", answers.stream().filter(LocksClients::waited).count());
        print("waits in vain", count(answers, LockOutcome.TIMED_OUT));
        print("busy", count(answers, LockOutcome.BUSY));
        print("deadlocks", count(answers, LockOutcome.DEADLOCK));
        print("renewals", count(answers, LockOutcome.RENEWED));
        print("expiries", count(answers, LockOutcome.EXPIRED));
    }

    private void print(String what, long count) {
        stage.console().out.printf("%-16s %8d%n", what, count);
    }

    private static long count(List<Placed<LockAnswer>> answers, LockOutcome outcome) {
        return answers.stream().filter(each -> each.answer().outcome() == outcome).count();
    }

    private static boolean waited(Placed<LockAnswer> placed) {
        return placed.answer().outcome() == LockOutcome.GRANTED
                && placed.arrived() < placed.number();
    }

    @Override
    public void close() throws InterruptedException {
        if (workers != null) {
            workers.close();
        }
    }
}

package io.oncestream.launcher.demo.locks;

import io.oncestream.check.OrderCheck;
import io.oncestream.check.Placed;
import io.oncestream.kit.JobTables;
import io.oncestream.launcher.ask.AnswerTable;
import io.oncestream.launcher.ask.Client;
import io.oncestream.launcher.ask.CommandTopic;
import io.oncestream.launcher.database.TargetDatabase;
import io.oncestream.launcher.demo.Beside;
import io.oncestream.launcher.demo.Stage;
import io.oncestream.launcher.failure.RootCause;
import io.oncestream.state.lock.LockAnswer;
import io.oncestream.state.lock.LockOutcome;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workers of the demonstration, and what must hold of what they saw. */
@SuppressWarnings("NullAway.Init") // A run starts it before it asks anything of it.
final class LocksClients implements Beside {

    private static final Logger LOG = LoggerFactory.getLogger(LocksClients.class);
    private static final int WORKERS = 200;
    private static final Duration SAY_EVERY = Duration.ofSeconds(10);

    private final Stage stage;
    private final CountDownLatch working = new CountDownLatch(WORKERS);
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private TargetDatabase database;
    private CommandTopic topic;
    private Client client;
    private LockClient locks;
    private Shelf shelf;
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
    public void start(TargetDatabase target) throws Exception {
        database = target;
        shelf = Shelf.open(target::connect);
        topic = CommandTopic.open(stage.commands());
        AnswerTable answers =
                new AnswerTable(
                        JobTables.beside(stage.table(), "answers"),
                        JobTables.refused(stage.table()),
                        "domain");
        client = new Client(topic, target::connect, answers, Clock.systemUTC());
        locks = new LockClient(client, stage.seed());
        end = System.nanoTime() + stage.length().toNanos();
        for (int i = 0; i < WORKERS; i++) {
            Worker worker =
                    new Worker(locks, shelf, "worker-" + (i + 1), stage.seed() * WORKERS + i);
            Thread thread = new Thread(() -> work(worker), "worker-" + (i + 1));
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        stage.console()
                .say(
                        "%d workers lock, wait, renew, are paused and die for %d s; seed %d"
                                .formatted(WORKERS, stage.length().toSeconds(), stage.seed()));
    }

    private void work(Worker worker) {
        try {
            worker.work(() -> System.nanoTime() < end && failure.get() == null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("A worker ends", e);
            failure.compareAndSet(null, RootCause.of(e));
        } finally {
            working.countDown();
        }
    }

    @Override
    public boolean isOver() {
        long now = System.nanoTime();
        if (now - said > SAY_EVERY.toNanos()) {
            said = now;
            stage.console()
                    .say(
                            "%d commands answered, %d rows changed, %d changes fenced off"
                                    .formatted(locks.answered(), shelf.written(), shelf.fenced()));
        }
        return working.getCount() == 0;
    }

    @Override
    public int finish() throws Exception {
        List<Placed<LockAnswer>> answers;
        try (Connection connection = database.connect()) {
            answers = LockAnswers.read(connection, JobTables.beside(stage.table(), "answers"));
        }
        List<String> violations =
                new ArrayList<>(
                        new OrderCheck<LockAnswer>(
                                        () -> new LocksModel(locks.tokens()), locks.recording())
                                .violations(answers));
        long lost = shelf.lost();
        String failed = failure.get();
        if (failed != null) {
            violations.add("a worker failed: " + failed);
        }
        if (locks.answered() != locks.recording().commands().size() && failed == null) {
            violations.add("commands without an answer");
        }
        violations.stream().limit(10).forEach(stage.console()::say);
        print("commands", locks.recording().commands().size());
        print("grants", count(answers, LockOutcome.GRANTED));
        print(
                "  after a wait",
                answers.stream().map(Placed::answer).filter(LocksClients::waited).count());
        print("timed out", count(answers, LockOutcome.TIMED_OUT));
        print("busy", count(answers, LockOutcome.BUSY));
        print("deadlocks", count(answers, LockOutcome.DEADLOCK));
        print("renewed", count(answers, LockOutcome.RENEWED));
        print("expired", count(answers, LockOutcome.EXPIRED));
        print("rows changed", shelf.written());
        print("fenced off", shelf.fenced());
        print("lost updates", lost);
        print("violations", violations.size());
        return violations.isEmpty() && lost == 0 ? 0 : 1;
    }

    private void print(String what, long count) {
        stage.console().out.printf("%-14s %8d%n", what, count);
        stage.console().out.flush();
    }

    private static long count(List<Placed<LockAnswer>> answers, LockOutcome outcome) {
        return answers.stream().filter(each -> each.answer().outcome() == outcome).count();
    }

    private static boolean waited(LockAnswer answer) {
        return answer.outcome() == LockOutcome.GRANTED && answer.arrived() < answer.number();
    }

    @Override
    public void close() throws Exception {
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join(5_000);
        }
        if (client != null) {
            client.close();
            topic.close();
            shelf.close();
        }
    }
}

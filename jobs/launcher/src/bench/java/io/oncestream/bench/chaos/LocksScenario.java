package io.oncestream.bench.chaos;

import io.oncestream.connector.source.kafka.KafkaBrokers;
import io.oncestream.job.locks.LocksJob;
import io.oncestream.launcher.demo.locks.Workers;
import io.oncestream.launcher.failure.FailureException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lock service and workers that lock, queue, renew, are paused, die, send twice, and write
 * under the fence. Between rounds the job is stopped and resumed at another parallelism.
 */
final class LocksScenario implements Scenario {

    private static final String TABLE = "locks";
    private static final String ANSWERS = "locks_answers";
    private static final int PARTITIONS = 4;
    private static final int RESCALE_EVERY = 5;
    private static final List<Integer> PARALLELISMS = List.of(2, 4, 1);
    private static final Duration END_MAX = Duration.ofMinutes(5);
    private static final long POLL_MILLIS = 200;

    private final Testbed testbed;
    private final long seed;
    private final Broken broken;
    private @Nullable RunningJob job;
    private @Nullable Workers workers;
    private String commands = "";
    private int rescaled;

    LocksScenario(Testbed testbed, long seed, Broken broken) {
        this.testbed = testbed;
        this.seed = seed;
        this.broken = broken;
    }

    @Override
    public List<String> tables() {
        return broken == Broken.ANSWERS_AT_ONCE ? List.of(TABLE) : List.of(ANSWERS, TABLE);
    }

    @Override
    public void start() throws Exception {
        String broker = testbed.startKafka();
        try (KafkaBrokers brokers = KafkaBrokers.of(broker.replaceFirst("kafka://", ""))) {
            brokers.createTopic(TABLE, PARTITIONS);
        }
        commands = broker + "/" + TABLE;
        job = RunningJob.start(testbed, TABLE, options(), arguments());
        awaitTable();
        workers =
                new Workers(
                        testbed::connect, commands, TABLE, seed, broken != Broken.NO_FENCE);
    }

    private List<String> options() {
        return broken.needsJobOfItsOwn()
                ? RunningJob.beside(BrokenLocksJob.class)
                : RunningJob.inJar(LocksJob.class);
    }

    private List<String> arguments() {
        List<String> arguments = List.of("--from", commands, "--to", testbed.url());
        return broken.needsJobOfItsOwn() ? broken.before(arguments) : arguments;
    }

    private void awaitTable() throws InterruptedException {
        long end = System.nanoTime() + END_MAX.toNanos();
        while (System.nanoTime() < end) {
            try (Connection connection = testbed.connect()) {
                number(connection, "SELECT COUNT(*) FROM " + ANSWERS);
                return;
            } catch (SQLException e) {
                Thread.sleep(POLL_MILLIS);
            }
        }
        throw new FailureException("the job does not make its table " + ANSWERS);
    }

    @Override
    public void checkRuns() {
        running().checkRuns();
        String failure = workers().failure();
        if (failure != null) {
            throw new FailureException("a worker could not go on: " + failure);
        }
    }

    private RunningJob running() {
        return Objects.requireNonNull(job, "started");
    }

    private Workers workers() {
        return Objects.requireNonNull(workers, "started");
    }

    @Override
    public void behindRound(int number) throws Exception {
        if (number % RESCALE_EVERY == 0) {
            rescaled++;
            job =
                    running()
                            .resume(
                                    arguments(),
                                    PARALLELISMS.get(rescaled % PARALLELISMS.size()));
        }
    }

    /** All that was asked is answered, and all leases of those who died have ended. */
    @Override
    public void finish() throws Exception {
        workers().stop();
        long end = System.nanoTime() + END_MAX.toNanos();
        while (!workers().isOver() || held() > 0) {
            if (System.nanoTime() > end) {
                throw new Disagreement(
                        workers().isOver()
                                ? "resources are held by nobody who lives"
                                : "commands have no answer");
            }
            checkRuns();
            Thread.sleep(POLL_MILLIS);
        }
    }

    private long held() throws SQLException {
        try (Connection connection = testbed.connect()) {
            return number(connection, "SELECT COUNT(*) FROM locks WHERE owner IS NOT NULL");
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet number = statement.executeQuery(sql)) {
            number.next();
            return number.getLong(1);
        }
    }

    @Override
    public List<Agreement> check(Connection snapshot, boolean complete) throws SQLException {
        var answers = workers().read(snapshot);
        long ledgerRows =
                broken == Broken.ANSWERS_AT_ONCE
                        ? answers.size()
                        : new Ledger(snapshot, ANSWERS).rows();
        Optional<String> difference = workers().violations(answers, complete).stream().findFirst();
        return List.of(
                new Agreement(
                        ANSWERS,
                        answers.size(),
                        ledgerRows,
                        workers().lost(snapshot),
                        0,
                        difference));
    }

    @Override
    public void close() throws InterruptedException {
        if (workers != null) {
            workers.close();
        }
    }
}

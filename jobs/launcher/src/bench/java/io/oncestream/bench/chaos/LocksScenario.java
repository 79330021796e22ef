package io.oncestream.bench.chaos;

import io.oncestream.job.locks.LocksJob;
import io.oncestream.launcher.demo.locks.Workers;
import io.oncestream.launcher.failure.FailureException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The lock service and workers that lock, queue, renew, are paused, die, send twice, and write
 * under the fence. Between rounds the job is stopped and resumed at another parallelism.
 */
@SuppressWarnings("NullAway.Init") // A run starts it before it asks anything of it.
final class LocksScenario implements Scenario {

    private static final String TABLE = "locks";
    private static final String ANSWERS = "locks_answers";
    private static final int RESCALE_EVERY = 5;
    private static final Duration END_MAX = Duration.ofMinutes(5);

    private final Testbed testbed;
    private final long seed;
    private final Broken broken;
    private final Serving serving;
    private RunningJob job;
    private Workers workers;
    private String commands = "";

    LocksScenario(Testbed testbed, long seed, Broken broken) {
        this.testbed = testbed;
        this.seed = seed;
        this.broken = broken;
        this.serving = new Serving(testbed);
    }

    @Override
    public List<String> tables() {
        return broken == Broken.ANSWERS_AT_ONCE ? List.of(TABLE) : List.of(ANSWERS, TABLE);
    }

    @Override
    public void start() throws Exception {
        commands = serving.topic(TABLE);
        job =
                RunningJob.start(
                        testbed,
                        TABLE,
                        broken.options(LocksJob.class, BrokenLocksJob.class),
                        arguments());
        if (!Waiting.until(this::hasTable, END_MAX, job::checkRuns)) {
            throw new FailureException("the job does not make its table " + ANSWERS);
        }
        workers =
                serving.with(
                        new Workers(
                                testbed::connect,
                                commands,
                                TABLE,
                                seed,
                                broken != Broken.NO_FENCE));
    }

    private List<String> arguments() {
        List<String> arguments = List.of("--from", commands, "--to", testbed.url());
        return broken.needsJobOfItsOwn() ? broken.before(arguments) : arguments;
    }

    private boolean hasTable() {
        try (Connection connection = testbed.connect()) {
            return number(connection, "SELECT COUNT(*) FROM " + ANSWERS) >= 0;
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void checkRuns() {
        job.checkRuns();
        String failure = workers.failure();
        if (failure != null) {
            throw new FailureException("a worker could not go on: " + failure);
        }
    }

    @Override
    public void behindRound(int number) throws Exception {
        if (number % RESCALE_EVERY == 0) {
            job = job.rescale(arguments());
        }
    }

    /** All that was asked is answered, and all leases of those who died have ended. */
    @Override
    public void finish() throws Exception {
        workers.stop();
        boolean isOver =
                Waiting.until(
                        () -> workers.isOver() && held() == 0, END_MAX, this::checkRuns);
        if (!isOver) {
            throw new Disagreement(
                    workers.isOver()
                            ? "resources are held by nobody who lives"
                            : "commands have no answer");
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
        var answers = workers.read(snapshot);
        long ledgerRows =
                broken == Broken.ANSWERS_AT_ONCE
                        ? answers.size()
                        : new Ledger(snapshot, ANSWERS).rows();
        Optional<String> difference = workers.violations(answers, complete).stream().findFirst();
        return List.of(
                new Agreement(
                        ANSWERS,
                        answers.size(),
                        ledgerRows,
                        workers.lost(snapshot),
                        0,
                        difference));
    }

    @Override
    public void close() throws Exception {
        serving.close();
    }
}

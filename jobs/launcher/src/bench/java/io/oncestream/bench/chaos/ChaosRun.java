package io.oncestream.bench.chaos;

import io.oncestream.bench.chaos.Round.Strike;
import io.oncestream.launcher.failure.FailureException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/** All rounds, one after the other. */
final class ChaosRun implements AutoCloseable {

    private static final String LINE = "%5s  %-38s  %8s  %9s  %6s  %7s";

    /** What the source has left when it gets an end. */
    private static final long READINGS_LEFT = 5_000;

    private static final long STOP_SECONDS_MAX = 120;

    private final Testbed testbed;
    private final Repair repair;
    private final List<Workload> workloads;
    private final CommitWatch watch;
    private final Consumer<String> out;
    private final Tally tally = new Tally();
    private final List<RunningJob> jobs = new ArrayList<>();

    ChaosRun(Testbed testbed, long seed, Consumer<String> out) {
        this.testbed = testbed;
        this.repair = new Repair(testbed);
        this.workloads = List.of(new AppendedReadings(seed), new UpsertedAverages(seed));
        this.watch = new CommitWatch(testbed, workloads.stream().map(Workload::table).toList());
        this.out = out;
    }

    Tally tally() {
        return tally;
    }

    /**
     * Starts the jobs, runs the rounds and lets the jobs end.
     *
     * @throws FailureException when ledger, tables and source disagree, or when something does not
     *     recover
     */
    void run(List<Round> rounds) throws Exception {
        for (Workload workload : workloads) {
            jobs.add(RunningJob.start(testbed, workload));
        }
        watch.begin();
        watch.await(this::checkJobs);
        out.accept(LINE.formatted("round", "killed", "recovery", "rows", "lost", "doubled"));
        for (Round round : rounds) {
            run(round);
        }
        finish();
    }

    private void run(Round round) throws Exception {
        List<String> killed = new ArrayList<>();
        long start = System.nanoTime();
        boolean cluster = false;
        boolean database = false;
        for (Strike strike : round.strikes()) {
            if (strike.afterRepair()) {
                repair.begin(cluster, database, round.databaseDown());
                repair.await();
                cluster = false;
                database = false;
            }
            Thread.sleep(strike.pause().toMillis());
            killed.add(strike(strike));
            start = System.nanoTime();
            cluster |= strike.kill() != Kill.DATABASE;
            database |= strike.kill() == Kill.DATABASE;
        }
        watch.begin();
        repair.begin(cluster, database, round.databaseDown());
        watch.await(this::checkJobs);
        Duration recovery = Duration.ofNanos(System.nanoTime() - start);
        repair.await();
        tally.recovered(recovery);
        String names = String.join(", ", killed);
        report(Integer.toString(round.number()), names, seconds(recovery), List.of());
    }

    private String strike(Strike strike) throws Exception {
        Set<String> names = testbed.kill(strike);
        tally.killed(strike.kill());
        return (strike.afterRepair() ? "then " : "") + String.join(" and ", names);
    }

    private void checkJobs() throws Exception {
        repair.check();
        for (RunningJob job : jobs) {
            job.checkRuns();
        }
    }

    /** With a source that ends all its readings must be in the tables. */
    private void finish() throws Exception {
        List<Long> ends = new ArrayList<>();
        List<RunningJob> ending = new ArrayList<>();
        for (RunningJob job : jobs) {
            long end = READINGS_LEFT;
            try (Connection connection = testbed.connect()) {
                end += job.workload().readings(connection);
            }
            // While it is being stopped it reads on.
            end += STOP_SECONDS_MAX * job.workload().rate();
            ends.add(end);
            ending.add(job.resumeWithEnd(end));
        }
        for (RunningJob job : ending) {
            job.awaitFinished();
        }
        report("end", "", "", ends);
    }

    /**
     * Checks and prints a line.
     *
     * @param ends how many readings each source has; empty while they have no end
     */
    private void report(String round, String killed, String recovery, List<Long> ends)
            throws SQLException {
        List<Agreement> agreements = check(ends);
        tally.checked(agreements);
        out.accept(
                LINE.formatted(
                                round,
                                killed,
                                recovery,
                                tally.rows(),
                                tally.lost(),
                                tally.doubled())
                        .stripTrailing());
        for (Agreement agreement : agreements) {
            if (!agreement.holds()) {
                throw new FailureException(
                        "ledger, table and source disagree in round %s: %s"
                                .formatted(round, agreement.description()));
            }
        }
    }

    private List<Agreement> check(List<Long> ends) throws SQLException {
        List<Agreement> agreements = new ArrayList<>();
        try (Connection snapshot = testbed.connect()) {
            snapshot.setAutoCommit(false);
            snapshot.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            for (int i = 0; i < workloads.size(); i++) {
                OptionalLong end =
                        ends.isEmpty() ? OptionalLong.empty() : OptionalLong.of(ends.get(i));
                agreements.add(workloads.get(i).check(snapshot, end));
            }
            snapshot.rollback();
        }
        return agreements;
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }

    @Override
    public void close() throws InterruptedException {
        // What interrupted the rounds is not to interrupt the cleaning up.
        Thread.interrupted();
        repair.close();
    }
}

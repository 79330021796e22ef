package io.oncestream.bench.chaos;

import io.oncestream.bench.chaos.Round.Strike;
import io.oncestream.launcher.failure.FailureException;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** All rounds, one after the other. */
final class ChaosRun implements AutoCloseable {

    private static final String LINE = "%5s  %-38s  %8s  %9s  %6s  %7s";

    private final Testbed testbed;
    private final Repair repair;
    private final Scenario scenario;
    private final CommitWatch watch;
    private final Consumer<String> out;
    private final Tally tally = new Tally();

    ChaosRun(Testbed testbed, Scenario scenario, Consumer<String> out) {
        this.testbed = testbed;
        this.repair = new Repair(testbed);
        this.scenario = scenario;
        this.watch = new CommitWatch(testbed, scenario);
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
        scenario.start();
        watch.begin();
        watch.await(this::checkJobs);
        out.accept(LINE.formatted("round", "killed", "recovery", "rows", "lost", "doubled"));
        for (Round round : rounds) {
            run(round);
            scenario.behindRound(round.number());
        }
        scenario.finish();
        report("end", "", "", true);
    }

    private void run(Round round) throws Exception {
        List<String> killed = new ArrayList<>();
        long start = System.nanoTime();
        List<Strike> unrepaired = new ArrayList<>();
        for (Strike strike : round.strikes()) {
            if (strike.afterRepair()) {
                repair.begin(unrepaired, round.databaseDown());
                repair.await();
                unrepaired.clear();
            }
            Thread.sleep(strike.pause().toMillis());
            killed.add(strike(strike));
            start = System.nanoTime();
            unrepaired.add(strike);
        }
        watch.begin();
        repair.begin(unrepaired, round.databaseDown());
        watch.await(this::checkJobs);
        Duration recovery = Duration.ofNanos(System.nanoTime() - start);
        repair.await();
        tally.recovered(recovery);
        String names = String.join(", ", killed);
        report(Integer.toString(round.number()), names, seconds(recovery), false);
    }

    private String strike(Strike strike) throws Exception {
        Set<String> names = testbed.strike(strike);
        tally.killed(strike.kill());
        return (strike.afterRepair() ? "then " : "") + String.join(" and ", names);
    }

    private void checkJobs() throws Exception {
        repair.check();
        scenario.checkRuns();
    }

    /**
     * Checks and prints a line.
     *
     * @param complete whether nothing may be missing any more
     */
    private void report(String round, String killed, String recovery, boolean complete)
            throws Exception {
        List<Agreement> agreements = check(complete);
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
                throw new Disagreement(
                        "ledger, table and source disagree in round %s: %s"
                                .formatted(round, agreement.description()));
            }
        }
    }

    private List<Agreement> check(boolean complete) throws Exception {
        try (Connection snapshot = testbed.connect()) {
            snapshot.setAutoCommit(false);
            snapshot.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            List<Agreement> agreements = scenario.check(snapshot, complete);
            snapshot.rollback();
            return agreements;
        }
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }

    @Override
    public void close() throws Exception {
        // What interrupted the rounds is not to interrupt the cleaning up.
        Thread.interrupted();
        repair.close();
        scenario.close();
    }
}

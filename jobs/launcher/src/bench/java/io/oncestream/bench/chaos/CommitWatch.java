package io.oncestream.bench.chaos;

import io.oncestream.launcher.failure.FailureException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees in the ledger when the writers of all tables commit again. A checkpoint that was triggered
 * after a kill completes only when all tasks of its job run, whichever of them the kill has ended.
 */
final class CommitWatch {

    private static final Logger LOG = LoggerFactory.getLogger(CommitWatch.class);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** The checkpoint that may have been under way when the watch began, one at a time. */
    private static final int IN_FLIGHT = 1;

    private static final long POLL_MILLIS = 100;
    private static final int POLLS_PER_CHECK = 10;

    private final Testbed testbed;
    private final Scenario scenario;

    /** The newest checkpoint that was committed when the watch began. */
    private final Map<String, Long> checkpoints = new HashMap<>();

    private String seen = "";

    CommitWatch(Testbed testbed, Scenario scenario) {
        this.testbed = testbed;
        this.scenario = scenario;
    }

    /** Called when all kills are done. */
    void begin() {
        checkpoints.clear();
    }

    /**
     * Waits.
     *
     * @param meanwhile called now and then; throws when it makes no sense to go on waiting
     */
    void await(Check meanwhile) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int polls = 0; !allCommitted(); polls++) {
            if (polls % POLLS_PER_CHECK == 0) {
                meanwhile.run();
            }
            if (System.nanoTime() > end) {
                throw new FailureException(
                        "not all jobs commit, %d s behind a kill; last seen: %s"
                                .formatted(PATIENCE.toSeconds(), seen));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** What may fail. */
    interface Check {
        void run() throws Exception;
    }

    private boolean allCommitted() {
        seen = "";
        boolean all = true;
        for (DatabaseServer database : testbed.databases()) {
            all &= allCommitted(database);
        }
        return all;
    }

    private boolean allCommitted(DatabaseServer database) {
        try (Connection connection = database.connect()) {
            boolean all = true;
            for (String table : scenario.tables()) {
                long checkpoint = scenario.lastCheckpoint(connection, table);
                String place = table + " in " + database.name();
                checkpoints.putIfAbsent(place, checkpoint);
                seen += place + " at checkpoint " + checkpoint + " ";
                all &= checkpoint >= checkpoints.get(place) + IN_FLIGHT + 1;
            }
            return all;
        } catch (SQLException e) {
            LOG.debug("The database is dead", e);
            seen += database.name() + ": " + e.getMessage() + " ";
            return false;
        }
    }
}

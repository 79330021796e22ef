package io.oncestream.bench.chaos;

import io.oncestream.launcher.failure.FailureException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees in the ledger when the writers of all tables commit again. */
final class CommitWatch {

    private static final Logger LOG = LoggerFactory.getLogger(CommitWatch.class);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long POLL_MILLIS = 100;
    private static final int POLLS_PER_CHECK = 10;

    private final Testbed testbed;
    private final List<String> tables;

    /** Commits of this epoch and of earlier ones do not count. */
    private final Map<String, Long> epochs = new HashMap<>();

    /** The newest checkpoint that was committed when the watch began. */
    private final Map<String, Long> checkpoints = new HashMap<>();

    CommitWatch(Testbed testbed, List<String> tables) {
        this.testbed = testbed;
        this.tables = tables;
        tables.forEach(table -> epochs.put(table, -1L));
    }

    /** The tasks are about to be killed: only what their successors commit counts. */
    void tasksEnd() {
        try (Connection connection = testbed.connect()) {
            for (String table : tables) {
                epochs.put(table, new Ledger(connection, table).lastEpoch());
            }
        } catch (SQLException e) {
            // While it is dead no epoch begins, and on an older one depends only how soon the
            // recovery is taken to be over.
            LOG.debug("The database is dead", e);
        }
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
                        "no commits for %d s behind a kill".formatted(PATIENCE.toSeconds()));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** What may fail. */
    interface Check {
        void run() throws Exception;
    }

    private boolean allCommitted() {
        try (Connection connection = testbed.connect()) {
            boolean all = true;
            for (String table : tables) {
                Ledger ledger = new Ledger(connection, table);
                checkpoints.putIfAbsent(table, ledger.lastCheckpoint(-1));
                long epoch = epochs.getOrDefault(table, -1L);
                all &= ledger.lastCheckpoint(epoch) > checkpoints.getOrDefault(table, 0L);
            }
            return all;
        } catch (SQLException e) {
            LOG.debug("The database is dead", e);
            return false;
        }
    }
}

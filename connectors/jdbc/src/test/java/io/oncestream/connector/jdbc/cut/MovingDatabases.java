package io.oncestream.connector.jdbc.cut;

import java.sql.SQLException;
import java.util.List;

/**
 * Two databases, of whose accounts each checkpoint makes one the opposite of the other, which no
 * other checkpoint or run does; older versions are removed; now and then another run begins and
 * goes back.
 */
final class MovingDatabases {
    private static final int CHECKPOINTS_OF_A_RUN = 4;

    private final List<WrittenDatabase> databases;
    private int run;
    private int steps;
    private long checkpoint;

    MovingDatabases(List<WrittenDatabase> databases) {
        this.databases = databases;
    }

    void next() throws SQLException {
        if (steps++ % CHECKPOINTS_OF_A_RUN == 0) {
            rewind();
        }
        checkpoint++;
        for (int i = 0; i < databases.size(); i++) {
            long amount = (1_000_000L * run + checkpoint) * (i == 0 ? 1 : -1);
            WrittenDatabase database = databases.get(i);
            database.index(0, checkpoint, 1).row(i, amount, checkpoint);
            if (checkpoint > 1) {
                removeOlder(database);
            }
            database.commit();
        }
    }

    /** All have the checkpoint before. */
    private void removeOlder(WrittenDatabase database) throws SQLException {
        long horizon = checkpoint - 1;
        database.horizon(horizon).execute("DELETE FROM account_versions WHERE _tx < " + horizon);
    }

    /** To the checkpoint before the last, whose versions are not removed yet. */
    private void rewind() throws SQLException {
        run++;
        checkpoint = Math.max(0, checkpoint - 1);
        for (WrittenDatabase database : databases) {
            database.begin("run " + run)
                    .horizon(checkpoint)
                    .index(0, checkpoint, 1)
                    .execute("DELETE FROM account_versions WHERE _tx > " + checkpoint)
                    .commit();
        }
    }
}

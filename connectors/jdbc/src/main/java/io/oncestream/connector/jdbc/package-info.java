/**
 * An exactly-once sink for SQL databases: two-phase commit between Flink's checkpoints and local
 * transactions of the database.
 *
 * <p><b>The roles.</b> Flink's JobManager is the coordinator, each parallel instance of a sink a
 * participant ({@link io.oncestream.connector.jdbc.LedgerWriter}). A snapshot that succeeds is an
 * instance's vote to commit; the completed checkpoint is the decision, and its files are the
 * coordinator's log. The database itself takes part only in the second phase: until the decision
 * the rows are in Flink's state, which is why it needs no prepared transactions.
 *
 * <p><b>Terms.</b> A <i>lineage</i> is one history of a job over all its restarts, savepoints and
 * rescales; a <i>run</i> is one submission's part of it. Each <i>start</i> of an instance takes a
 * new number, the <i>epoch</i>, and makes it the <i>fence</i> of its subtask index: who has another
 * epoch commits nothing there. The <i>marker</i> of an index names the last transaction of that
 * index that the table has. Runs and their checkpoints make a tree, the <i>history</i> ({@link
 * io.oncestream.connector.jdbc.history.History}), and a table has the rows of one path in it.
 *
 * <p><b>The protocol</b>, in the order in which {@link
 * io.oncestream.connector.jdbc.JdbcTwoPhaseCommitSink} is called:
 *
 * <ol>
 *   <li><i>Start</i> ({@link io.oncestream.connector.jdbc.protocol.SinkStart}): check the table and
 *       whose it is, take a new epoch, and fence the earlier writers of this subtask index.
 *   <li><i>Collect</i> ({@link io.oncestream.connector.jdbc.rows.RowBuffer}): encode the rows as
 *       the database will read them; keyed rows keep the last of each key.
 *   <li><i>Prepare</i>: seal them under (lineage, epoch, subtask, checkpoint) and leave them to the
 *       snapshot. From the decision on they survive a crash, and recovery needs nothing of the job
 *       that wrote them: the transaction says which table and columns it is for.
 *   <li><i>Commit</i> ({@link io.oncestream.connector.jdbc.protocol.LedgerCommit}): when the
 *       checkpoint is complete, write the rows and move the marker that says so, in one
 *       transaction.
 * </ol>
 *
 * <p><b>What can go wrong</b>, and what holds then:
 *
 * <ul>
 *   <li>A crash before the decision: the job falls back to the checkpoint before, whose state has
 *       none of the rows, and reads the input again.
 *   <li>A crash after the decision, before or during the commit, or a commit whose answer is lost:
 *       the transaction is in the state that is restored, and is committed again before any new
 *       row. The marker tells whether it has taken effect. Where only the connection is gone,
 *       {@link io.oncestream.connector.jdbc.database.DatabaseSession} does the same at once.
 *   <li>A commit that fails for good: nothing behind it is committed, the job fails, the rows stay
 *       in its last checkpoint.
 *   <li>A writer that should be dead, or a second job with the same state: the fence, looked at
 *       under a lock in the transaction of the commit.
 *   <li>An older checkpoint is resumed: {@link io.oncestream.connector.jdbc.history.Rewind}. Two
 *       jobs went on from one: {@link io.oncestream.connector.jdbc.history.Branches}.
 * </ul>
 *
 * <p><b>The packages.</b> This one has what a job needs, and nobody else needs another: they are
 * internal, and may change. From the ground up: {@code rows} (rows as bytes), {@code database}
 * (what a database is to a sink), {@code ledger} (what is kept beside the rows), {@code history}
 * (which checkpoint a table holds), {@code protocol} (start and commit); {@code postgres} and
 * {@code mariadb} are the databases, which {@link io.oncestream.connector.jdbc.Dialects} finds by
 * an address. Of this package the others know only the words that a job uses too: {@link
 * io.oncestream.connector.jdbc.SinkName}, {@link io.oncestream.connector.jdbc.StartPolicy} and the
 * two exceptions.
 *
 * <p>What all of this is kept in is {@link io.oncestream.connector.jdbc.ledger.LedgerTables}; what
 * differs between databases stands behind {@link io.oncestream.connector.jdbc.database.Dialect};
 * the names of the moments that the tests crash at are {@link
 * io.oncestream.connector.jdbc.protocol.FailurePoint}.
 */
@NullMarked
package io.oncestream.connector.jdbc;

import org.jspecify.annotations.NullMarked;

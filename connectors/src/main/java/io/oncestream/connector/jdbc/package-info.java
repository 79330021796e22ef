/**
 * Exactly-once sinks for SQL databases.
 *
 * <p>Two-phase commit as a reader meets it here: {@link
 * io.oncestream.connector.jdbc.JdbcTwoPhaseCommitSink} collects the rows of one checkpoint and
 * seals them into Flink's state (prepare: from then on they survive a crash). When Flink reports
 * the checkpoint as complete, {@link io.oncestream.connector.jdbc.LedgerCommit} writes them in one
 * local database transaction together with the marker that says so (commit: a second attempt finds
 * the marker and does nothing). What differs between databases stands behind {@link
 * io.oncestream.connector.jdbc.Dialect}.
 */
@NullMarked
package io.oncestream.connector.jdbc;

import org.jspecify.annotations.NullMarked;

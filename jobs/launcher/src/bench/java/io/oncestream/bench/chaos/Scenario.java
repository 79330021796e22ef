package io.oncestream.bench.chaos;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The jobs of a run, what they are given, and what their tables must hold. */
interface Scenario extends AutoCloseable {

    /** Tables into which each checkpoint commits something, in each database. */
    List<String> tables();

    /** The newest checkpoint of which something is committed there, or 0. */
    default long lastCheckpoint(Connection connection, String table) throws SQLException {
        return new Ledger(connection, table).lastCheckpoint();
    }

    /** Starts the jobs on a testbed that is complete. */
    void start() throws Exception;

    /** Throws when something has ended that must not, and says why. */
    void checkRuns();

    /** Called when a round is over and all jobs have recovered. */
    default void behindRound(int number) throws Exception {}

    /** Brings the jobs to their end, or to where nothing is under way. */
    void finish() throws Exception;

    /**
     * Compares.
     *
     * @param snapshot sees one state of the database, of several of the first
     * @param complete whether nothing may be missing any more
     */
    List<Agreement> check(Connection snapshot, boolean complete) throws Exception;

    /** Further lines of the summary. */
    default List<String> lines() {
        return List.of();
    }

    @Override
    default void close() throws Exception {}
}

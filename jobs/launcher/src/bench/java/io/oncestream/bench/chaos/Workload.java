package io.oncestream.bench.chaos;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;

/** A job that reads the generator, and what it must make of the readings. */
interface Workload {

    /** The table that it writes, and the job's name here. */
    String table();

    /** A {@code gen:} URI without end and rate. */
    String source();

    /** Readings per second. */
    int rate();

    /** The words behind {@code flink run}, before the jar. */
    List<String> options();

    /** The words behind the jar. */
    List<String> arguments(String from, String to);

    /** At least as many readings as the rows that are there come from, from the first on. */
    long readings(Connection snapshot) throws SQLException;

    /**
     * Compares.
     *
     * @param snapshot sees one state of the database
     * @param end how many readings there are when the source has ended and nothing may be missing;
     *     empty while the job runs
     */
    Agreement check(Connection snapshot, OptionalLong end) throws SQLException;
}

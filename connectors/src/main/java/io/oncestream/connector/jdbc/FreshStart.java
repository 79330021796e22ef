package io.oncestream.connector.jdbc;

/** What a job that is not resumed does with a table that an earlier run of it has written. */
public enum FreshStart {
    /** Refuse to start: its rows and the new ones would mix. */
    REFUSE,
    /** Remove the earlier run's rows; that run can commit no more. */
    EMPTY
}

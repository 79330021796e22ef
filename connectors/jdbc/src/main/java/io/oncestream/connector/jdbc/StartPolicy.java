package io.oncestream.connector.jdbc;

/** What a start may remove from a table whose rows it would otherwise mix with its own. */
public enum StartPolicy {
    /** Nothing: such a start is refused. */
    REFUSE,
    /**
     * Of a start without state: the rows of an earlier run of the same job, which can commit no
     * more.
     */
    EMPTY,
    /** Of a resumed start: the rows of later checkpoints than the one that it resumes from. */
    REWIND
}

package io.oncestream.connector.jdbc.ledger;

/**
 * The last transaction of a subtask index that is in a table; its numbers are 0 where there is
 * none.
 */
public record IndexMarker(int subtask, long epoch, long checkpoint) {}

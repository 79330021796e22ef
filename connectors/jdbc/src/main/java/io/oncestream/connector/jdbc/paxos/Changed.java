package io.oncestream.connector.jdbc.paxos;

/**
 * What became of a register.
 *
 * @param value is proposed, also where it is what it was
 * @param result holds once the value is decided, and not before
 */
record Changed<R>(String value, R result) {}

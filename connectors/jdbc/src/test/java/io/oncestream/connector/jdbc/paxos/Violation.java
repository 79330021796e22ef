package io.oncestream.connector.jdbc.paxos;

/** What must never happen has happened. */
final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Violation(String message) {
        super(message);
    }
}

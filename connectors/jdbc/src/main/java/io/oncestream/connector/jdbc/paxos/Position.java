package io.oncestream.connector.jdbc.paxos;

import org.jspecify.annotations.Nullable;

/**
 * The value of the register of a subtask index: how far its job has counted, and who may go on.
 *
 * @param owner the attempt that has taken the index over last: no other one counts there
 * @param run of the last checkpoint that was counted; empty before the first
 * @param checkpoint 0 before the first
 */
record Position(String owner, String run, long checkpoint) {

    private static final String FORMAT = "1";

    /** Of an index that nobody had. */
    static final Position NONE = new Position("", "", 0);

    boolean isNone() {
        return run.isEmpty();
    }

    String text() {
        return "%s %s %s %d".formatted(FORMAT, owner, run, checkpoint);
    }

    static Position of(@Nullable String text) {
        if (text == null) {
            return NONE;
        }
        String[] parts = RegisterText.parts(text, FORMAT, 4);
        return new Position(parts[1], parts[2], Long.parseLong(parts[3]));
    }

    @Override
    public String toString() {
        return isNone() ? "nothing" : "checkpoint %d of run %s".formatted(checkpoint, run);
    }
}

package io.oncestream.connector.jdbc.paxos;

import org.jspecify.annotations.Nullable;

/**
 * The value of the register of a subtask index: how far its job has counted, and who may go on.
 *
 * @param claim of the run that may count
 * @param owner the attempt that has taken the index over last: no other one counts there; empty:
 *     none has yet, of the run that has claimed it
 * @param run of the last checkpoint that was counted; empty before the first
 * @param checkpoint 0 before the first
 */
record Position(long claim, String owner, String run, long checkpoint) {

    private static final String FORMAT = "1";

    /** Of an index that nobody had. */
    static final Position NONE = new Position(0, "", "", 0);

    boolean isNone() {
        return run.isEmpty();
    }

    /** Claimed by a later run; who has it so far counts there no more. */
    Position claimed(long number) {
        return new Position(number, "", run, checkpoint);
    }

    /** Of the same claim. */
    Position at(String next, String nextRun, long nextCheckpoint) {
        return new Position(claim, next, nextRun, nextCheckpoint);
    }

    String text() {
        return String.join(
                " ", FORMAT, Long.toString(claim), owner, run, Long.toString(checkpoint));
    }

    static Position of(@Nullable String text) {
        if (text == null) {
            return NONE;
        }
        String[] parts = RegisterText.parts(text, FORMAT, 5);
        return new Position(Long.parseLong(parts[1]), parts[2], parts[3], Long.parseLong(parts[4]));
    }

    @Override
    public String toString() {
        return isNone() ? "nothing" : "checkpoint %d of run %s".formatted(checkpoint, run);
    }
}

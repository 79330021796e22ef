package io.oncestream.function.window;

/**
 * Whether this subtask's own watermark bounds that of the tasks behind the shuffle. They take the
 * least of all subtasks that are not idle, so it does from a fresh start on, and ceases to when
 * this one was idle, since they went on without it, or was restored, since they were set to a
 * watermark that it does not know.
 *
 * <p>A checkpoint shows when it does again: at its barrier the tasks behind the shuffle had taken
 * in all watermarks of this subtask before it, so when none of them was ahead then, this subtask
 * counts among those of which they take the least. That needs aligned barriers.
 */
final class Alignment {

    private static final long NONE = -1;

    private final boolean barriersAreAligned;
    private boolean proven;
    private boolean idle;
    private long checkpoint = NONE;
    private long watermark;

    Alignment(boolean restored, boolean barriersAreAligned) {
        this.proven = !restored;
        this.barriersAreAligned = barriersAreAligned;
    }

    boolean isProven() {
        return proven;
    }

    void idle(boolean isIdle) {
        idle = isIdle;
        proven &= !isIdle;
        checkpoint = NONE;
    }

    /** A barrier passes, behind this watermark. */
    void barrier(long checkpointId, long watermarkBefore) {
        if (!proven && !idle && barriersAreAligned) {
            checkpoint = checkpointId;
            watermark = watermarkBefore;
        }
    }

    /**
     * Whether the completed checkpoint can prove it, by the greatest watermark behind the shuffle.
     */
    boolean isProvenBy(long checkpointId) {
        return !proven && checkpoint == checkpointId;
    }

    void greatestBehind(long greatest) {
        proven = watermark >= greatest;
        checkpoint = NONE;
    }
}

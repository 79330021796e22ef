package io.oncestream.connector.jdbc.cut.model;

import java.util.ArrayList;
import java.util.List;

/**
 * One parallel instance of the sink in one attempt, whose number stands for the epoch too: those
 * that the starts of one attempt take differ, and nothing compares them.
 */
final class Subtask extends Value<Subtask> {
    /** Each start claims and looks at each database, and then starts in each. */
    static final int CLAIMED = Cells.DATABASES;

    static final int STARTED = 2 * Cells.DATABASES;
    static final int UP = STARTED + 1;
    static final int FINISHED = UP + 1;

    int index;
    int parallelism;
    int attempt;
    int run;
    boolean isResumed;
    boolean isZombie;
    int step;
    int restored;
    int restoredParallelism;
    List<Handle> pending = List.of();

    /** What was pending at the barrier of the checkpoint that is under way. */
    List<Handle> saved = List.of();

    /** The checkpoint of the last barrier. */
    int sealed;

    boolean hasEnded;
    List<Integer> content = Cells.EMPTY;

    /** The checkpoint whose completion it acts on, 0 for none. */
    int target;

    /** The steps of the commit that are done, as bits. */
    int done;

    static Subtask restored(Snapshot from, int index, int parallelism, int run, int attempt) {
        Subtask subtask = new Subtask();
        subtask.index = index;
        subtask.parallelism = parallelism;
        subtask.run = run;
        subtask.attempt = attempt;
        subtask.isResumed = from.run != run;
        subtask.restored = from.checkpoint;
        subtask.restoredParallelism = from.parallelism;
        subtask.sealed = from.checkpoint;
        List<Handle> mine = new ArrayList<>();
        for (int i = index; i < from.pending.size(); i += parallelism) {
            mine.addAll(from.pending.get(i));
        }
        subtask.pending = List.copyOf(mine);
        subtask.content =
                Cells.filled(cell -> Cells.isOf(cell, subtask) ? from.content.get(cell) : 0);
        return subtask;
    }

    @Override
    List<?> values() {
        return List.of(
                index + 2 * parallelism + 8 * attempt + 32 * run + 128 * step,
                isResumed,
                isZombie,
                restored + 8 * restoredParallelism,
                pending,
                saved,
                sealed + 8 * target + 64 * done,
                hasEnded,
                content);
    }

    boolean isUp() {
        return step >= UP;
    }

    /** Whether it does one thing after the other in its mailbox, and is not busy now. */
    boolean isIdle() {
        return step == UP && target == 0;
    }

    int previous() {
        return sealed > restored ? sealed : 0;
    }

    /** The checkpoint that is known to be complete; a start knows that of what it restored. */
    int known() {
        return step == STARTED ? restored : target;
    }

    void markDone(int bit) {
        done |= 1 << bit;
    }

    boolean isDone(int bit) {
        return (done >> bit & 1) != 0;
    }

    @Override
    public String toString() {
        return "%ssubtask %d/%d of run %d, attempt %d"
                .formatted(isZombie ? "zombie " : "", index, parallelism, run, attempt);
    }
}

package io.oncestream.connector.jdbc.cut.model;

import java.util.List;

/** How large the model is, and what may happen in it. */
enum Scenario {
    CRASH(2, 3, Reading.AT_ONCE, Fault.CRASH),
    CRASH_READ(2, 2, Reading.SLOW, Fault.CRASH),
    CRASH_OF_ONE(1, 3, Reading.SLOW, Fault.CRASH),
    TWO_CRASHES(2, 2, Reading.AT_ONCE, Fault.CRASH, Fault.CRASH),
    ABORT(2, 2, Reading.SLOW, Fault.ABORT),
    END(2, 2, Reading.AT_ONCE, Fault.END, Fault.CRASH),
    SAVEPOINT(2, 2, Reading.AT_ONCE, Fault.SAVEPOINT, Fault.RESUBMIT),
    REWIND(2, 2, Reading.PUBLISHED, Fault.RESUBMIT),
    REWIND_OF_ONE(1, 2, Reading.PUBLISHED, Fault.RESUBMIT),
    CLEAN_UP(1, 2, Reading.CLEANED_UP, Fault.RESUBMIT),
    ZOMBIE(2, 2, Reading.AT_ONCE, Fault.RESUBMIT, Fault.ZOMBIE),
    FAILURE(2, 2, Reading.AT_ONCE, Fault.FAILURE);

    /** Who reads. In each state somebody does who is so fast that nothing happens meanwhile. */
    enum Reading {
        AT_ONCE,
        /** Somebody who lets things happen between two steps too. */
        SLOW,
        /** The same, and the cuts are published. */
        PUBLISHED,
        /** The same, and what is older than they are is removed. */
        CLEANED_UP
    }

    private final int parallelism;
    private final int checkpoints;
    private final Reading reading;

    @SuppressWarnings("ImmutableEnumChecker") // as List.of makes it
    private final List<Fault> faults;

    Scenario(int parallelism, int checkpoints, Reading reading, Fault... faults) {
        this.parallelism = parallelism;
        this.checkpoints = checkpoints;
        this.reading = reading;
        this.faults = List.of(faults);
    }

    /** At first; a crash may change it. */
    int parallelism() {
        return parallelism;
    }

    /** The last id that a checkpoint gets. */
    int checkpoints() {
        return checkpoints;
    }

    Reading reading() {
        return reading;
    }

    List<Fault> faults() {
        return faults;
    }
}

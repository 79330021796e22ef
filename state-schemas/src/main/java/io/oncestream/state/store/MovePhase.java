package io.oncestream.state.store;

/** How far a bucket's move is. */
public enum MovePhase {
    /** There is none. */
    NONE,
    /** The owner's header says to where; the owner still gets all writes. */
    ANNOUNCED,
    /** The new owner has all, and gets all writes. The former one's header does not say so yet. */
    COPIED
}

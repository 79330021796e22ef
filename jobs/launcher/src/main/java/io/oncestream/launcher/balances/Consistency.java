package io.oncestream.launcher.balances;

/** What a read of several databases shows together. */
enum Consistency {
    /** All databases at one checkpoint. */
    STRONG,
    /** The newest rows of each. */
    EVENTUAL,
    /** Each at the newest checkpoint that it has itself. */
    WEAK
}

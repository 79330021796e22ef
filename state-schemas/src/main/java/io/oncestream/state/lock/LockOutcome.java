package io.oncestream.state.lock;

/** What became of a command, or of a lease. */
public enum LockOutcome {
    /** The owner holds the resource from now on. */
    GRANTED("granted"),
    /** The resource is held, and the command was not to wait. */
    BUSY("busy"),
    /** The command has waited as long as it was to. */
    TIMED_OUT("timed_out"),
    /** The owner would have waited for itself. */
    DEADLOCK("deadlock"),
    /** The lease begins anew. */
    RENEWED("renewed"),
    /** The owner has given the resource back. */
    RELEASED("released"),
    /** Who would renew or release does not hold the resource, or no more. */
    NOT_HOLDER("not_holder"),
    /** A lease has ended. No command asked for that. */
    EXPIRED("expired"),
    /** The command cannot be done. */
    INVALID("invalid");

    private final String word;

    LockOutcome(String word) {
        this.word = word;
    }

    /** As it stands in the table of answers. */
    public String word() {
        return word;
    }
}

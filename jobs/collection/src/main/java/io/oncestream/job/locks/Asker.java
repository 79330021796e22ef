package io.oncestream.job.locks;

import io.oncestream.state.lock.LockHold;
import io.oncestream.state.lock.LockWait;
import org.jspecify.annotations.Nullable;

/** Who gets an answer, and its place in the order of the domain. */
record Asker(long number, long arrived, @Nullable String id, String owner, @Nullable String op) {

    /** Of a command that is answered when it comes. */
    static Asker atOnce(long number, String id, String owner, String op) {
        return new Asker(number, number, id, owner, op);
    }

    /** Of one that has waited until now. */
    static Asker waited(long number, LockWait wait) {
        return new Asker(number, wait.arrived(), wait.id(), wait.owner(), LockOp.ACQUIRE.word());
    }

    /** Nobody asked for the end of a lease. */
    static Asker holder(long number, LockHold hold) {
        return new Asker(number, number, null, hold.owner(), null);
    }
}

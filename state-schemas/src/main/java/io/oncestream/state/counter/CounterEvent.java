package io.oncestream.state.counter;

import io.oncestream.state.command.RefusedCommand;
import io.oncestream.state.reading.RejectedRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the databases of a job of counters are told: one of these, the others are null.
 *
 * @param command is done and answered
 * @param refused goes to the table of refused commands
 * @param rejected goes to the table of rejected records
 */
public record CounterEvent(
        @Nullable CounterCommand command,
        @Nullable RefusedCommand refused,
        @Nullable RejectedRecord rejected) {

    public static CounterEvent of(CounterCommand command) {
        return new CounterEvent(command, null, null);
    }

    public static CounterEvent of(RefusedCommand refused) {
        return new CounterEvent(null, refused, null);
    }

    public static CounterEvent of(RejectedRecord rejected) {
        return new CounterEvent(null, null, rejected);
    }
}

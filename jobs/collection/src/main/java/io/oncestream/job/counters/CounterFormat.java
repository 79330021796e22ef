package io.oncestream.job.counters;

import io.oncestream.connector.format.CommandFormat;
import io.oncestream.state.command.Command;
import io.oncestream.state.counter.CounterCommand;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a command is written: {@code counter, id, op, time} and, of an {@code add}, {@code amount}.
 */
final class CounterFormat {

    private static final String ADD = "add";
    private static final String READ = "read";
    private static final String AMOUNT = "amount";

    /** The amount is not required: what has an id gets an answer. */
    static final CommandFormat COMMANDS =
            new CommandFormat("counter", "id", "op", "time", List.of(), List.of(AMOUNT));

    private CounterFormat() {}

    /** The command at its place; one that cannot be done says so. */
    static CounterCommand command(Command command, long number) {
        try {
            return of(command, number, amount(command), null);
        } catch (IllegalArgumentException e) {
            return of(command, number, null, e.getMessage());
        }
    }

    private static CounterCommand of(
            Command command, long number, @Nullable Long amount, @Nullable String invalid) {
        return new CounterCommand(
                command.key(), number, command.id(), command.op(), command.time(), amount, invalid);
    }

    private static @Nullable Long amount(Command command) {
        @Nullable String text = command.fields().get(AMOUNT);
        switch (command.op()) {
            case ADD -> {
                return number(text);
            }
            case READ -> {
                if (text != null) {
                    throw new IllegalArgumentException("a read has no amount");
                }
                return null;
            }
            default ->
                    throw new IllegalArgumentException(
                            "op is %s: it must be %s or %s".formatted(command.op(), ADD, READ));
        }
    }

    private static long number(@Nullable String text) {
        if (text == null) {
            throw new IllegalArgumentException("amount is missing");
        }
        try {
            return new BigInteger(text).longValueExact();
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "amount is '%s': it must be a whole number of 64 bits".formatted(text), e);
        }
    }
}

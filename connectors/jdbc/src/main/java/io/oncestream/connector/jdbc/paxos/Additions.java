package io.oncestream.connector.jdbc.paxos;

import io.oncestream.state.counter.CounterCommand;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one transaction to one counter, which are done together, one after the other.
 * What comes of them depends on the number before them alone: it can be told again at any time.
 */
record Additions(List<CounterCommand> commands) {

    Additions {
        commands = List.copyOf(commands);
    }

    long first() {
        return commands.get(0).number();
    }

    long last() {
        return commands.get(commands.size() - 1).number();
    }

    /** The number behind them. */
    long apply(long before) {
        long n = before;
        for (CounterCommand command : commands) {
            n = isTooMuch(n, command) ? n : n + amount(command);
        }
        return n;
    }

    /** The answers, of which the last has the same number. */
    List<CounterAnswer> answers(long before, long version) {
        List<CounterAnswer> answers = new ArrayList<>();
        long n = before;
        for (CounterCommand command : commands) {
            CounterOutcome outcome = CounterOutcome.OK;
            if (command.invalid() != null) {
                outcome = CounterOutcome.INVALID;
            } else if (isTooMuch(n, command)) {
                outcome = CounterOutcome.OVERFLOW;
            } else {
                n += amount(command);
            }
            answers.add(new CounterAnswer(command, outcome, n, version, answers.size()));
        }
        return answers;
    }

    private static long amount(CounterCommand command) {
        @Nullable Long amount = command.amount();
        return amount == null || command.invalid() != null ? 0 : amount;
    }

    private static boolean isTooMuch(long n, CounterCommand command) {
        long amount = amount(command);
        return amount > 0 ? n > Long.MAX_VALUE - amount : n < Long.MIN_VALUE - amount;
    }
}

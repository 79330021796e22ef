package io.oncestream.job.transfers;

import io.oncestream.connector.format.CommandFormat;
import io.oncestream.connector.format.CommandFormat.ImpliedOp;
import io.oncestream.state.command.Command;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a command is written: {@code ledger, id, time} and either {@code from, to, amount} or {@code
 * account, deposit}. It may say its op, {@code transfer} or {@code deposit}, and need not.
 */
final class TransferFormat {

    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String AMOUNT = "amount";
    private static final String ACCOUNT = "account";
    private static final String DEPOSIT = "deposit";
    private static final String TRANSFER = "transfer";

    /** Nothing else is required: what has an id gets an answer. */
    static final CommandFormat COMMANDS =
            new CommandFormat(
                    "ledger",
                    "id",
                    "op",
                    "time",
                    List.of(),
                    List.of(FROM, TO, AMOUNT, ACCOUNT, DEPOSIT),
                    new ImpliedOp(DEPOSIT, DEPOSIT, TRANSFER));

    private TransferFormat() {}

    /**
     * Checks a command. One with a field of the other kind is refused, for nobody knows which of
     * the two it should be.
     *
     * @throws IllegalArgumentException with one sentence for a person
     */
    static TransferRequest request(Command command, AmountScale scale) {
        return switch (command.op()) {
            case TRANSFER -> transfer(command, fields(command, FROM, TO, AMOUNT), scale);
            case DEPOSIT -> deposit(command, fields(command, ACCOUNT, DEPOSIT), scale);
            default ->
                    throw new IllegalArgumentException(
                            "op is %s: it must be %s, %s or left out"
                                    .formatted(command.op(), TRANSFER, DEPOSIT));
        };
    }

    private static TransferRequest transfer(
            Command command, Map<String, String> fields, AmountScale scale) {
        return new TransferRequest(
                command.key(),
                command.id(),
                command.time(),
                text(fields, FROM),
                text(fields, TO),
                scale.units(AMOUNT, text(fields, AMOUNT)));
    }

    private static TransferRequest deposit(
            Command command, Map<String, String> fields, AmountScale scale) {
        return new TransferRequest(
                command.key(),
                command.id(),
                command.time(),
                null,
                text(fields, ACCOUNT),
                scale.units(DEPOSIT, text(fields, DEPOSIT)));
    }

    private static Map<String, String> fields(Command command, String... names) {
        Set<String> others = new TreeSet<>(command.fields().keySet());
        others.removeAll(Set.of(names));
        if (!others.isEmpty()) {
            throw new IllegalArgumentException(
                    "a %s has no %s".formatted(command.op(), String.join(" and no ", others)));
        }
        return command.fields();
    }

    private static String text(Map<String, String> fields, String name) {
        String text = fields.get(name);
        if (text == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return text;
    }

    /** The account that pays, as it was written. */
    static @Nullable String from(Command command) {
        return command.fields().get(FROM);
    }

    /** The account that gets the amount, as it was written. */
    static @Nullable String to(Command command) {
        String account = command.fields().get(ACCOUNT);
        return account == null ? command.fields().get(TO) : account;
    }
}

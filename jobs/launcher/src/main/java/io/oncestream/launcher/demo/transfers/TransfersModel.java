package io.oncestream.launcher.demo.transfers;

import io.oncestream.check.Model;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A ledger by its rules alone, with which the outcomes of a job are compared. */
final class TransfersModel implements Model<OutcomeRow> {

    private static final int DECIMALS = 2;

    private final Map<String, SentCommand> sent;
    private final Map<String, BigDecimal> balances = new HashMap<>();

    /**
     * A ledger without accounts.
     *
     * @param sent what was sent, by ids
     */
    TransfersModel(Map<String, SentCommand> sent) {
        this.sent = sent;
    }

    @Override
    public Optional<String> decides(OutcomeRow answer) {
        SentCommand command = sent.get(answer.id());
        if (command == null) {
            return Optional.of("nobody sent it");
        }
        String expected = decide(command);
        if (!answer.outcome().equals(expected)) {
            return Optional.of("it should be " + expected);
        }
        return isSame(command, answer) ? Optional.empty() : Optional.of("sent was " + command);
    }

    private static boolean isSame(SentCommand command, OutcomeRow answer) {
        BigDecimal amount = answer.amount();
        boolean hasAmount =
                answer.outcome().equals("invalid")
                        ? amount == null
                        : amount != null && amount.compareTo(new BigDecimal(command.amount())) == 0;
        return hasAmount
                && command.to().equals(answer.to())
                && Optional.ofNullable(command.from()).equals(Optional.ofNullable(answer.from()));
    }

    private String decide(SentCommand command) {
        String from = command.from();
        BigDecimal amount = new BigDecimal(command.amount());
        if (amount.scale() > DECIMALS || amount.signum() <= 0 || command.to().equals(from)) {
            return "invalid";
        }
        if (from != null) {
            BigDecimal payer = balances.get(from);
            if (payer == null || !balances.containsKey(command.to())) {
                return "unknown_account";
            }
            if (payer.compareTo(amount) < 0) {
                return "insufficient_funds";
            }
            balances.put(from, payer.subtract(amount));
        }
        balances.merge(command.to(), amount, BigDecimal::add);
        return "applied";
    }
}

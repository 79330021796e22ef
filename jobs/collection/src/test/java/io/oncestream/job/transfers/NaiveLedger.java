package io.oncestream.job.transfers;

import io.oncestream.state.command.Command;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rules once more: a list of all legs, and a look through all of it for each balance. */
final class NaiveLedger {
    record Leg(String account, BigDecimal amount) {}

    private static final BigDecimal MAX = new BigDecimal("92233720368547758.07");

    final List<Leg> legs = new ArrayList<>();

    /** The outcome's word, and each account that was changed with its balance. */
    List<String> decide(Command command) {
        Map<String, String> fields = command.fields();
        boolean deposit = command.op().equals("deposit");
        BigDecimal amount = new BigDecimal(fields.get(deposit ? "deposit" : "amount"));
        String to = fields.get(deposit ? "account" : "to");
        String from = deposit ? "outside" : fields.get("from");
        if (amount.signum() <= 0
                || amount.compareTo(MAX) > 0
                || amount.remainder(new BigDecimal("0.01")).signum() != 0
                || from.equals(to)) {
            return List.of("invalid");
        }
        if (!deposit && (!isOpen(from) || !isOpen(to))) {
            return List.of("unknown_account");
        }
        if (!deposit && balance(from).compareTo(amount) < 0) {
            return List.of("insufficient_funds");
        }
        if (balance(to).add(amount).compareTo(MAX) > 0) {
            return List.of("invalid");
        }
        List<String> said = new ArrayList<>(List.of("applied"));
        if (!deposit) {
            said.add(add(from, amount.negate()));
        }
        said.add(add(to, amount));
        return said;
    }

    private String add(String account, BigDecimal amount) {
        legs.add(new Leg(account, amount));
        return account + " " + balance(account);
    }

    boolean isOpen(String account) {
        return legs.stream().anyMatch(leg -> leg.account().equals(account));
    }

    /** With two decimals. */
    BigDecimal balance(String account) {
        return legs.stream()
                .filter(leg -> leg.account().equals(account))
                .map(Leg::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .setScale(2);
    }
}

package io.oncestream.bench.transfers;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What some commands do, one after the other, by the balances before them. */
final class Decisions {

    private final Map<Account, BigDecimal> balances;
    private final Map<Account, BigDecimal> changed = new LinkedHashMap<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<Posting> postings = new ArrayList<>();

    /** What became of a command. */
    record Outcome(TransferCommand command, String word) {}

    /** A leg of an applied one, with the account's balance after it. */
    record Posting(
            TransferCommand command, Account account, BigDecimal amount, BigDecimal balance) {}

    /** By these balances; an account that has none is not open. */
    Decisions(Map<Account, BigDecimal> balances) {
        this.balances = new HashMap<>(balances);
    }

    void add(TransferCommand command) {
        outcomes.add(
                new Outcome(
                        command, command.from() == null ? deposit(command) : transfer(command)));
    }

    private String deposit(TransferCommand command) {
        post(command, command.payee(), command.amount());
        return "applied";
    }

    private String transfer(TransferCommand command) {
        BigDecimal funds = balances.get(command.payer());
        if (funds == null || !balances.containsKey(command.payee())) {
            return "unknown_account";
        }
        if (funds.compareTo(command.amount()) < 0) {
            return "insufficient_funds";
        }
        post(command, command.payer(), command.amount().negate());
        post(command, command.payee(), command.amount());
        return "applied";
    }

    private void post(TransferCommand command, Account account, BigDecimal amount) {
        BigDecimal balance = balances.merge(account, amount, BigDecimal::add);
        changed.put(account, balance);
        postings.add(new Posting(command, account, amount, balance));
    }

    List<Outcome> outcomes() {
        return outcomes;
    }

    List<Posting> postings() {
        return postings;
    }

    /** The new balances of the accounts that have another one now. */
    Map<Account, BigDecimal> changed() {
        return changed;
    }
}

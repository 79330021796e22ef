package io.oncestream.job.transfers;

import io.oncestream.state.command.Command;
import io.oncestream.state.transfer.Posting;
import io.oncestream.state.transfer.TransferDecision;
import io.oncestream.state.transfer.TransferOutcome;
import io.oncestream.state.transfer.TransferResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides the commands of a ledger, one after the other, in the order in which they come.
 *
 * <p>A deposit opens an account that is not there yet; nothing else does, so that a mistyped name
 * gets no money: a transfer is {@code unknown_account} where the account that pays is missing, and
 * so it is where the other one is. An account pays all that it has and no more. What would make a
 * balance of more units than a long holds is {@code invalid}. Money is neither made nor lost: the
 * balances of a ledger add up to the deposits that were applied.
 */
final class LedgerBook {

    private final BookStore store;

    LedgerBook(BookStore store) {
        this.store = store;
    }

    TransferDecision decide(TransferRequest request) {
        Entry entry = new Entry(request, nextNumber());
        String from = request.from();
        return from == null ? deposit(entry) : transfer(entry, from);
    }

    private TransferDecision deposit(Entry entry) {
        String account = entry.request().to();
        @Nullable Long balance = store.balance(account);
        long before = balance == null ? 0 : balance;
        long units = entry.request().units();
        return isTooMuch(before, units)
                ? tooMuch(entry)
                : entry.applied(post(entry, account, before, units));
    }

    private TransferDecision transfer(Entry entry, String from) {
        String to = entry.request().to();
        long units = entry.request().units();
        @Nullable Long payer = store.balance(from);
        @Nullable Long payee = store.balance(to);
        if (payer == null || payee == null) {
            return entry.refused(
                    TransferResult.UNKNOWN_ACCOUNT,
                    "there is no account " + (payer == null ? from : to));
        }
        if (payer < units) {
            return entry.refused(TransferResult.INSUFFICIENT_FUNDS, null);
        }
        if (isTooMuch(payee, units)) {
            return tooMuch(entry);
        }
        return entry.applied(post(entry, from, payer, -units), post(entry, to, payee, units));
    }

    private static boolean isTooMuch(long before, long units) {
        return before > Long.MAX_VALUE - units;
    }

    private static TransferDecision tooMuch(Entry entry) {
        return entry.refused(
                TransferResult.INVALID,
                entry.request().to() + " would have more than an account can have");
    }

    private Posting post(Entry entry, String account, long before, long units) {
        long after = Math.addExact(before, units);
        store.setBalance(account, after);
        return entry.posting(account, units, after);
    }

    /** The decision on a command that cannot be read. It has its number as any other. */
    TransferDecision refuse(Command command, String reason) {
        return new TransferDecision(
                new TransferOutcome(
                        command.key(),
                        nextNumber(),
                        command.id(),
                        command.time(),
                        TransferFormat.from(command),
                        TransferFormat.to(command),
                        null,
                        TransferResult.INVALID,
                        reason),
                List.of());
    }

    private long nextNumber() {
        long number = store.number() + 1;
        store.setNumber(number);
        return number;
    }
}

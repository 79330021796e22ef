package io.oncestream.bench.transfers;

import io.oncestream.bench.measure.CommandReader;
import io.oncestream.bench.measure.OwnDatabase;
import io.oncestream.bench.transfers.Decisions.Outcome;
import io.oncestream.bench.transfers.Decisions.Posting;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.transaction.xa.XAException;

/** Takes commands from its partitions, and does some of them in each transaction. */
final class XaWorker implements AutoCloseable {

    private final CommandReader commands;
    private final List<XaBranch> branches = new ArrayList<>();
    private final String name;
    private long transactions;

    /** A worker that has connections of its own. */
    XaWorker(CommandReader commands, List<OwnDatabase> databases, String name) throws SQLException {
        this.commands = commands;
        this.name = name;
        for (OwnDatabase database : databases) {
            branches.add(new XaBranch(database));
        }
    }

    /** Until there are no more. */
    void work(int commandsMax) throws SQLException, XAException, IOException {
        List<TransferCommand> some = next(commandsMax);
        while (!some.isEmpty()) {
            GlobalTransaction transaction = new GlobalTransaction(name + "-" + transactions++);
            Decisions decisions = new Decisions(lock(transaction, some));
            some.forEach(decisions::add);
            write(transaction, decisions);
            transaction.commit();
            some = next(commandsMax);
        }
    }

    private List<TransferCommand> next(int most) throws IOException {
        return commands.next(most).stream().map(TransferCommand::of).toList();
    }

    private Map<Account, BigDecimal> lock(GlobalTransaction transaction, List<TransferCommand> some)
            throws SQLException, XAException {
        Map<Integer, Set<Account>> accounts = new TreeMap<>();
        for (TransferCommand command : some) {
            add(accounts, command.payee());
            if (command.from() != null) {
                add(accounts, command.payer());
            }
        }
        Map<Account, BigDecimal> balances = new HashMap<>();
        for (Map.Entry<Integer, Set<Account>> each : accounts.entrySet()) {
            branch(transaction, each.getKey()).lock(List.copyOf(each.getValue()), balances);
        }
        return balances;
    }

    private void add(Map<Integer, Set<Account>> accounts, Account account) {
        accounts.computeIfAbsent(place(account), unused -> new LinkedHashSet<>()).add(account);
    }

    private void write(GlobalTransaction transaction, Decisions decisions)
            throws SQLException, XAException {
        for (Outcome each : decisions.outcomes()) {
            TransferCommand command = each.command();
            int place = place(new Account(command.ledger(), command.id()));
            branch(transaction, place).addOutcome(each);
        }
        for (Posting each : decisions.postings()) {
            branch(transaction, place(each.account())).addPosting(each);
        }
        for (Map.Entry<Account, BigDecimal> each : decisions.changed().entrySet()) {
            branch(transaction, place(each.getKey())).addBalance(each.getKey(), each.getValue());
        }
        for (XaBranch branch : branches) {
            branch.write();
        }
    }

    private XaBranch branch(GlobalTransaction transaction, int place) throws XAException {
        return transaction.enlist(place, branches.get(place));
    }

    private int place(Account account) {
        return Math.floorMod(account.hashCode(), branches.size());
    }

    @Override
    public void close() throws SQLException {
        commands.close();
        for (XaBranch branch : branches) {
            branch.close();
        }
    }
}

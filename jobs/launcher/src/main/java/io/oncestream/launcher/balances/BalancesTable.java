package io.oncestream.launcher.balances;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.reducing;

import io.oncestream.launcher.console.Age;
import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.sql.RowFormat.Column;
import io.oncestream.launcher.sql.TableFormat;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints accounts, and what those of each ledger have together. */
final class BalancesTable {

    private static final List<Column> ACCOUNTS =
            List.of(
                    new Column("ledger", false),
                    new Column("account", false),
                    new Column("balance", true),
                    new Column("cut", true),
                    new Column("age", true));
    private static final List<Column> TOTALS =
            List.of(
                    new Column("ledger", false),
                    new Column("accounts", true),
                    new Column("total", true));

    private final Console console;
    private final List<Row> rows = new ArrayList<>();

    private record Row(Balances.Account account, String cut, String age) {}

    BalancesTable(Console console) {
        this.console = console;
    }

    /** Adds the databases of one read. */
    void add(List<Balances> read) {
        Optional<Duration> age = age(read);
        for (Balances each : read) {
            String cut = each.cut() == Long.MAX_VALUE ? "newest" : Long.toString(each.cut());
            each.accounts()
                    .forEach(it -> rows.add(new Row(it, cut, age.map(Age::text).orElse("-"))));
        }
    }

    /** A checkpoint is as old as its last commit. */
    private static Optional<Duration> age(List<Balances> read) {
        return read.stream()
                .filter(each -> each.committedAt().isPresent())
                .map(each -> Duration.between(each.committedAt().orElseThrow(), each.now()))
                .min(Comparator.naturalOrder());
    }

    void print() {
        rows.sort(
                comparing((Row row) -> row.account.ledger())
                        .thenComparing(row -> row.account.account()));
        print(
                ACCOUNTS,
                rows.stream()
                        .map(
                                row ->
                                        List.of(
                                                row.account.ledger(),
                                                row.account.account(),
                                                row.account.balance().toPlainString(),
                                                row.cut,
                                                row.age))
                        .toList());
        console.out.println();
        TreeMap<String, List<BigDecimal>> ledgers =
                rows.stream()
                        .map(Row::account)
                        .collect(
                                Collectors.groupingBy(
                                        Balances.Account::ledger,
                                        TreeMap::new,
                                        Collectors.mapping(
                                                Balances.Account::balance, Collectors.toList())));
        List<List<String>> totals = new ArrayList<>();
        ledgers.forEach(
                (ledger, balances) ->
                        totals.add(
                                List.of(
                                        ledger,
                                        Integer.toString(balances.size()),
                                        total(balances).toPlainString())));
        print(TOTALS, totals);
    }

    private static BigDecimal total(List<BigDecimal> balances) {
        return balances.stream().collect(reducing(BigDecimal.ZERO, BigDecimal::add));
    }

    private void print(List<Column> columns, List<List<String>> lines) {
        TableFormat table = new TableFormat(console.out, console.resultColumns(), false);
        table.begin(columns);
        for (List<@Nullable String> line : lines) {
            table.row(line);
        }
        table.end();
    }
}

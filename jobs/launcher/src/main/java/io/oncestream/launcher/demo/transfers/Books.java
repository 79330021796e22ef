package io.oncestream.launcher.demo.transfers;

import static java.util.stream.Collectors.toMap;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * All rows that one read has seen, of one database or of all of them.
 *
 * @param run that writes them
 * @param cut the checkpoint that was read; {@link Long#MAX_VALUE}: the newest rows
 */
public record Books(
        String run,
        long cut,
        List<OutcomeRow> outcomes,
        List<PostingRow> postings,
        List<BalanceRow> balances) {

    /** Those of all databases. */
    public static Books all(List<Books> parts) {
        return new Books(
                parts.get(0).run,
                parts.get(0).cut,
                rows(parts, Books::outcomes),
                rows(parts, Books::postings),
                rows(parts, Books::balances));
    }

    private static <R> List<R> rows(List<Books> parts, Function<Books, List<R>> rows) {
        return parts.stream().flatMap(part -> rows.apply(part).stream()).toList();
    }

    /** What the accounts of each ledger have. */
    Map<String, BigDecimal> totals() {
        return balances.stream()
                .collect(
                        toMap(
                                BalanceRow::ledger,
                                BalanceRow::balance,
                                BigDecimal::add,
                                TreeMap::new));
    }

    /** What was deposited into each ledger, as far as it is applied. */
    Map<String, BigDecimal> deposits() {
        Map<String, BigDecimal> deposits = new TreeMap<>();
        for (OutcomeRow outcome : outcomes) {
            BigDecimal amount = outcome.amount();
            if (outcome.isApplied() && outcome.from() == null && amount != null) {
                deposits.merge(outcome.ledger(), amount, BigDecimal::add);
            }
        }
        return deposits;
    }

    static BigDecimal sum(Map<String, BigDecimal> amounts) {
        return amounts.values().stream().reduce(new BigDecimal("0.00"), BigDecimal::add);
    }
}

package io.oncestream.launcher.demo.transfers;

import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.groupingBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of the rows of a transfers job in each read that shows one checkpoint, whichever
 * it is, and in each database alone. A line for each violation, each beginning with what it is of.
 */
public final class TransfersChecks {

    private final Books books;
    private final List<String> violations = new ArrayList<>();

    private TransfersChecks(Books books) {
        this.books = books;
    }

    /** Of all databases, at one checkpoint. */
    public static List<String> ofAll(Books books) {
        TransfersChecks checks = new TransfersChecks(books);
        checks.checkAccounts();
        checks.checkNumbers();
        checks.checkLegs();
        checks.checkTotals();
        return checks.violations;
    }

    /** Of one database, whose accounts are whole there. */
    public static List<String> ofOne(Books books) {
        TransfersChecks checks = new TransfersChecks(books);
        checks.checkAccounts();
        return checks.violations;
    }

    /** Each has what its postings add up to, one after the other, and is never below zero. */
    private void checkAccounts() {
        Map<String, BigDecimal> sums = new HashMap<>();
        books.postings().stream()
                .sorted(comparingLong(PostingRow::number))
                .forEach(
                        each -> {
                            BigDecimal sum =
                                    sums.merge(each.owner(), each.amount(), BigDecimal::add);
                            if (sum.compareTo(each.balance()) != 0) {
                                violate(each.owner(), "%s behind %s".formatted(sum, each));
                            }
                        });
        for (BalanceRow each : books.balances()) {
            BigDecimal sum = sums.remove(each.owner());
            if (sum == null || sum.compareTo(each.balance()) != 0) {
                violate(each.owner(), "has %s, its postings are %s".formatted(each.balance(), sum));
            }
            if (each.balance().signum() < 0) {
                violate(each.owner(), "is below zero: %s".formatted(each.balance()));
            }
        }
        sums.forEach(
                (owner, sum) ->
                        violate(owner, "has no balance, its postings are %s".formatted(sum)));
    }

    /** A ledger numbers what it decides without gaps: what is lost or done twice shows. */
    private void checkNumbers() {
        Map<String, List<OutcomeRow>> ledgers =
                books.outcomes().stream().collect(groupingBy(OutcomeRow::ledger));
        ledgers.forEach(
                (ledger, outcomes) -> {
                    long distinct =
                            outcomes.stream().mapToLong(OutcomeRow::number).distinct().count();
                    long last = outcomes.stream().mapToLong(OutcomeRow::number).max().orElse(0);
                    if (distinct != outcomes.size() || last != distinct) {
                        violate(
                                ledger,
                                "%d outcomes, the last is %d".formatted(outcomes.size(), last));
                    }
                });
    }

    /** Two legs for a transfer, one for a deposit, and none where nothing was applied. */
    private void checkLegs() {
        Map<String, Map<String, BigDecimal>> moved = new HashMap<>();
        for (PostingRow each : books.postings()) {
            @Nullable BigDecimal twice =
                    moved.computeIfAbsent(each.transfer(), none -> new TreeMap<>())
                            .put(each.account(), each.amount());
            if (twice != null) {
                violate(each.transfer(), "is posted twice: %s".formatted(each));
            }
        }
        Map<String, OutcomeRow> decided = new HashMap<>();
        for (OutcomeRow each : books.outcomes()) {
            if (decided.put(each.transfer(), each) != null) {
                violate(each.transfer(), "is answered twice");
                continue;
            }
            Map<String, BigDecimal> legs = moved.getOrDefault(each.transfer(), Map.of());
            if (!Objects.equals(legs, legs(each))) {
                violate(each.transfer(), "is %s and moves %s".formatted(each, legs));
            }
        }
        moved.keySet().removeAll(decided.keySet());
        moved.forEach(
                (transfer, legs) ->
                        violate(transfer, "has no outcome and moves %s".formatted(legs)));
    }

    private static Map<String, BigDecimal> legs(OutcomeRow outcome) {
        Map<String, BigDecimal> legs = new TreeMap<>();
        BigDecimal amount = outcome.amount();
        String to = outcome.to();
        if (outcome.isApplied() && amount != null && to != null) {
            legs.put(to, amount);
            if (outcome.from() != null) {
                legs.put(outcome.from(), amount.negate());
            }
        }
        return legs;
    }

    private void checkTotals() {
        Map<String, BigDecimal> totals = books.totals();
        Map<String, BigDecimal> deposits = books.deposits();
        if (!totals.equals(deposits)) {
            violate("totals", "the ledgers have %s, deposited was %s".formatted(totals, deposits));
        }
    }

    private void violate(String of, String what) {
        violations.add("%s at %d: %s".formatted(of, books.cut(), what));
    }
}

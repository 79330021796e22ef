package io.oncestream.launcher.demo.trends;

import io.oncestream.launcher.demo.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** What the job has found of what was put in, and what must hold of it. */
final class TrendsReport {

    private static final int PER_USER = 3;
    private static final int CAP = 3;
    private static final int GUESSED_MAX = 10;
    private static final int BASKETS = 1_000;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);

    private final ShopScript script;
    private final List<Sale> sales;
    private final TrendRows rows;
    private final long seed;
    private final List<String> violations = new ArrayList<>();
    private final Map<String, Object> figures = new LinkedHashMap<>();

    TrendsReport(ShopScript script, List<Sale> sales, TrendRows rows, long seed) {
        this.script = script;
        this.sales = sales;
        this.rows = rows;
        this.seed = seed;
    }

    Clients.Result result() {
        figures.put("hours", script.hours());
        figures.put("items sold", sales.size());
        checkCounts();
        countBursts();
        countHits();
        checkPushes();
        figures.put("late", rows.late());
        if (rows.rejected() > 0) {
            violations.add(rows.rejected() + " events are rejected");
        }
        return new Clients.Result(violations, figures);
    }

    private record Counted(String category, String item, Instant windowEnd) {}

    private record CountedUser(Counted counted, String user) {}

    /** Each count is what was sold, three a user at most. */
    private void checkCounts() {
        Map<CountedUser, Long> ofUsers =
                sales.stream()
                        .collect(
                                Collectors.groupingBy(
                                        sale -> new CountedUser(counted(sale), sale.user()),
                                        Collectors.counting()));
        Map<Counted, Long> exact = new HashMap<>();
        ofUsers.forEach((of, n) -> exact.merge(of.counted(), Math.min(PER_USER, n), Long::sum));
        for (TrendRows.Rising row : rows.rising()) {
            Counted of = new Counted(row.category(), row.item(), row.windowEnd());
            if (row.error() != 0 || row.count() != exact.getOrDefault(of, 0L)) {
                violations.add("%s, but it was sold %d times".formatted(row, exact.get(of)));
            }
        }
        figures.put("rows in trending", rows.rising().size());
    }

    private static Counted counted(Sale sale) {
        return new Counted(sale.category(), sale.item(), end(sale.time()));
    }

    private static Instant end(Instant time) {
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), 3_600) * 3_600 + 3_600);
    }

    private static Instant hour(int hour) {
        return ShopScript.OPENING.plus(Duration.ofHours(hour));
    }

    private void countBursts() {
        int found = 0;
        double hours = 0;
        for (Burst burst : script.bursts()) {
            Instant first = null;
            for (TrendRows.Rising row : rows.rising()) {
                first = first == null && isOf(burst, row) ? row.windowEnd() : first;
            }
            if (first != null) {
                found++;
                hours += Duration.between(hour(burst.firstHour()), first).toHours();
            }
        }
        figures.put("bursts found", found);
        figures.put("bursts missed", script.bursts().size() - found);
        figures.put("hours after their beginning", "%.1f".formatted(hours / Math.max(1, found)));
        figures.put("rows of no burst", falseRows());
    }

    private static boolean isOf(Burst burst, TrendRows.Rising row) {
        return row.category().equals(burst.category())
                && row.item().equals(burst.item())
                && row.windowEnd().isAfter(hour(burst.firstHour()))
                && !row.windowEnd().isAfter(hour(burst.endHour()));
    }

    private long falseRows() {
        return rows.rising().stream()
                .filter(row -> row.windowEnd().isAfter(hour(ShopScript.LEARNED_HOURS)))
                .filter(row -> !row.category().equals(ShopScript.CLOSING))
                .filter(row -> script.allBursts().stream().noneMatch(burst -> isOf(burst, row)))
                .count();
    }

    /** The second item of baskets that were not sold, from the first. */
    private void countHits() {
        Map<String, Long> sold =
                sales.stream().collect(Collectors.groupingBy(Sale::item, Collectors.counting()));
        Set<String> popular =
                sold.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .limit(GUESSED_MAX)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        Random random = new Random(-1 - seed);
        int related = 0;
        int mostPopular = 0;
        for (int i = 0; i < BASKETS; i++) {
            int category = random.nextInt(4);
            List<Integer> basket = ShopScript.basket(random);
            String first = ShopScript.item(category, basket.get(0));
            String second = ShopScript.item(category, basket.get(1));
            related += rows.related().getOrDefault(first, List.of()).contains(second) ? 1 : 0;
            mostPopular += popular.contains(second) ? 1 : 0;
        }
        figures.put("hit@10 of the next item", "%.2f".formatted((double) related / BASKETS));
        figures.put("hit@10 of the most popular", "%.2f".formatted((double) mostPopular / BASKETS));
    }

    private void checkPushes() {
        figures.put("pushes", rows.pushes().size());
        int broken = 0;
        Map<String, List<TrendRows.Pushed>> ofUsers =
                rows.pushes().stream().collect(Collectors.groupingBy(TrendRows.Pushed::user));
        for (List<TrendRows.Pushed> pushes : ofUsers.values()) {
            for (int i = 0; i < pushes.size(); i++) {
                TrendRows.Pushed push = pushes.get(i);
                List<TrendRows.Pushed> before = pushes.subList(0, i);
                boolean isRepeated =
                        before.stream()
                                .anyMatch(
                                        other ->
                                                other.item().equals(push.item())
                                                        && isWithin(other, push, WEEK));
                long recent = before.stream().filter(o -> isWithin(o, push, DAY)).count();
                if (isRepeated || recent >= CAP) {
                    broken++;
                    violations.add(push + " annoys");
                }
            }
        }
        figures.put("caps broken", broken);
    }

    private static boolean isWithin(
            TrendRows.Pushed earlier, TrendRows.Pushed later, Duration time) {
        return earlier.time().plus(time).isAfter(later.time());
    }
}

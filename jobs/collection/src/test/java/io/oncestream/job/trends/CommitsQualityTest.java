package io.oncestream.job.trends;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.trends.Neighbour;
import io.oncestream.state.trends.Neighbours;
import io.oncestream.state.trends.OpenBasket;
import io.oncestream.state.trends.WindowCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Files that change together, each commit a basket. Each file of a commit but the first is
 * predicted from those before it, by what was known before the window of the commit: what goes
 * together with these, by the sum of the scores.
 */
class CommitsQualityTest {

    private final RelatedItems related = new RelatedItems(Trends.config());
    private final Map<String, Neighbours> known = new HashMap<>();
    private Map<String, Map<String, Long>> counts = new TreeMap<>();
    private int predicted;
    private int hit;

    @Test
    void theNextFileIsAmongTenThatArePredicted() throws Exception {
        Map<String, List<Map<String, String>>> commits = new LinkedHashMap<>();
        for (Map<String, String> row : QualityData.rows("commits.csv.gz")) {
            commits.computeIfAbsent(row.get("basket"), none -> new ArrayList<>()).add(row);
        }
        List<List<Map<String, String>>> inOrder = new ArrayList<>(commits.values());
        inOrder.sort(Comparator.comparing(commit -> time(commit)));
        long window = Long.MIN_VALUE;
        for (List<Map<String, String>> commit : inOrder) {
            long next = Math.floorDiv(time(commit), Trends.HOUR);
            if (next > window) {
                learn(window);
                window = next;
            }
            take(commit.stream().map(row -> row.get("item")).sorted().toList());
        }
        double share = (double) hit / predicted;
        System.out.printf("commits: hit@10 %.3f of %d%n", share, predicted);
        assertThat(predicted).isGreaterThan(6_000);
        assertThat(share).isGreaterThanOrEqualTo(0.25);
    }

    private static long time(List<Map<String, String>> commit) {
        return Instant.parse(commit.get(0).get("time")).toEpochMilli();
    }

    /** In the order in which the job takes what has one time. */
    private void take(List<String> items) {
        OpenBasket basket = null;
        Set<String> before = new HashSet<>();
        for (String item : items) {
            if (basket != null && before.add(item)) {
                predicted++;
                hit += best(basket.items(), before, item).contains(item) ? 1 : 0;
            }
            before.add(item);
            basket =
                    Baskets.put(
                            basket,
                            item,
                            0,
                            (a, b) ->
                                    counts.computeIfAbsent(a, none -> new HashMap<>())
                                            .merge(b, 1L, Long::sum));
        }
    }

    private List<String> best(List<String> items, Set<String> before, String item) {
        Map<String, Double> scores = new HashMap<>();
        for (String each : items) {
            Neighbours neighbours = known.get(each);
            if (neighbours != null) {
                for (Neighbour other : neighbours.all()) {
                    scores.merge(
                            other.other(), other.count() / (neighbours.count() + 5), Double::sum);
                }
            }
        }
        return scores.entrySet().stream()
                .filter(score -> score.getKey().equals(item) || !before.contains(score.getKey()))
                .sorted(
                        Map.Entry.<String, Double>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(10)
                .map(Map.Entry::getKey)
                .toList();
    }

    private void learn(long number) {
        counts.forEach(
                (item, others) -> {
                    WindowCounts window = Trends.window(item, number, others, 0);
                    known.put(item, related.take(known.get(item), window, row -> {}));
                });
        counts = new TreeMap<>();
    }
}

package io.oncestream.job.trends;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.trends.RisingItem;
import io.oncestream.state.trends.WindowCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Bursts that people have labelled in how often companies were mentioned (Numenta Anomaly
 * Benchmark), at the defaults. Alerts within a day of each other are one incident, and it is right
 * where one of them is in a labelled window; the first 750 of the series' five-minute readings do
 * not count.
 */
class MentionsQualityTest {

    private static final long DAY = 24 * Trends.HOUR;
    private static final long LEARNED = 750 * 300_000L;

    private record Label(String item, long from, long to) {}

    private int found;
    private int missed;
    private int wrong;

    @Test
    void labelledBurstsAreFound() throws Exception {
        List<Map<String, String>> rows = QualityData.rows("mentions.csv.gz");
        Map<String, List<Long>> alerts = alerts(rows);
        long start = rows.stream().mapToLong(row -> millis(row.get("time"))).min().orElseThrow();
        for (String item : rows.stream().map(row -> row.get("item")).distinct().toList()) {
            List<Long> times =
                    alerts.getOrDefault(item, List.of()).stream()
                            .filter(time -> time > start + LEARNED)
                            .toList();
            score(times, labels(item, start + LEARNED));
        }
        double f1 = 2.0 * found / (2 * found + missed + wrong);
        System.out.printf(
                "mentions: F1 %.3f, %d found, %d missed, %d wrong%n", f1, found, missed, wrong);
        assertThat(found + missed).isEqualTo(33);
        assertThat(f1).isGreaterThanOrEqualTo(0.48);
    }

    private static Map<String, List<Long>> alerts(List<Map<String, String>> rows) {
        TreeMap<Long, Map<String, Long>> windows = new TreeMap<>();
        for (Map<String, String> row : rows) {
            windows.computeIfAbsent(
                            Math.floorDiv(millis(row.get("time")), Trends.HOUR),
                            none -> new HashMap<>())
                    .merge(row.get("item"), Long.parseLong(row.get("count")), Long::sum);
        }
        RisingItems items = new RisingItems(Trends.config(), new MapHistoryStore());
        Map<String, List<Long>> alerts = new HashMap<>();
        windows.forEach(
                (number, counts) -> {
                    WindowCounts window = Trends.window(number, counts);
                    for (RisingItem row : items.take(window)) {
                        alerts.computeIfAbsent(row.item(), none -> new ArrayList<>())
                                .add(window.windowEnd());
                    }
                });
        return alerts;
    }

    private static List<Label> labels(String item, long after) throws Exception {
        List<Label> labels = new ArrayList<>();
        for (Map<String, String> row : QualityData.rows("mentions-windows.csv")) {
            Label label =
                    new Label(row.get("item"), millis(row.get("from")), millis(row.get("to")));
            if (label.item().equals(item) && label.to() > after) {
                labels.add(label);
            }
        }
        return labels;
    }

    private void score(List<Long> alerts, List<Label> labels) {
        long hit = labels.stream().filter(label -> alerts.stream().anyMatch(in(label))).count();
        found += (int) hit;
        missed += (int) (labels.size() - hit);
        long last = Long.MIN_VALUE / 2;
        boolean isRight = true;
        for (long alert : alerts) {
            if (alert - last > DAY) {
                wrong += isRight ? 0 : 1;
                isRight = false;
            }
            isRight |= labels.stream().anyMatch(label -> in(label).test(alert));
            last = alert;
        }
        wrong += isRight ? 0 : 1;
    }

    private static Predicate<Long> in(Label label) {
        return time -> label.from() <= time && time <= label.to();
    }

    private static long millis(String time) {
        return Instant.parse(time).toEpochMilli();
    }
}

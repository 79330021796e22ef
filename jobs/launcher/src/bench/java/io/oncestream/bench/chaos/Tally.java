package io.oncestream.bench.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run has come to so far. */
final class Tally {

    private final Map<Kill, Integer> kills = new EnumMap<>(Kill.class);
    private final List<Double> recoverySeconds = new ArrayList<>();
    private List<Agreement> last = List.of();
    private int rounds;

    void killed(Kill kill) {
        kills.merge(kill, 1, Integer::sum);
    }

    void recovered(Duration time) {
        rounds++;
        recoverySeconds.add(time.toMillis() / 1e3);
    }

    void checked(List<Agreement> agreements) {
        last = agreements;
    }

    int kills(Kill kill) {
        return kills.getOrDefault(kill, 0);
    }

    List<Agreement> last() {
        return last;
    }

    long rows() {
        return last.stream().mapToLong(Agreement::rows).sum();
    }

    long lost() {
        return last.stream().mapToLong(Agreement::lost).sum();
    }

    long doubled() {
        return last.stream().mapToLong(Agreement::doubled).sum();
    }

    /** The lines of the summary. */
    List<String> lines() {
        String byKind =
                Stream.of(Kill.values())
                        .map(kill -> kills(kill) + " " + kill.label)
                        .collect(Collectors.joining(", "));
        int all = kills.values().stream().mapToInt(Integer::intValue).sum();
        String rows =
                last.stream()
                        .map(one -> one.rows() + " in " + one.table())
                        .collect(Collectors.joining(", "));
        return List.of(
                "rounds     " + rounds,
                "kills      %d: %s".formatted(all, byKind),
                "rows       %d: %s".formatted(rows(), rows),
                "lost       " + lost(),
                "doubled    " + doubled(),
                "recovery   median %s, p95 %s, max %s"
                        .formatted(percentile(0.5), percentile(0.95), percentile(1)));
    }

    private String percentile(double share) {
        if (recoverySeconds.isEmpty()) {
            return "unknown";
        }
        List<Double> sorted = recoverySeconds.stream().sorted().toList();
        int rank = (int) Math.ceil(share * sorted.size());
        return String.format(Locale.ROOT, "%.1f s", sorted.get(Math.max(rank, 1) - 1));
    }
}

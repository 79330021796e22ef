package io.oncestream.job.anomalies;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Alerts beside the windows in which people saw something odd. Alerts within a day are one
 * incident; one that begins outside of all windows is false.
 */
record Incidents(int found, int missed, int falseAlarms) {

    private static final Duration APART = Duration.ofDays(1);

    /** When something odd was seen. */
    record Window(Instant from, Instant to) {

        boolean has(Instant time) {
            return !time.isBefore(from) && !time.isAfter(to);
        }
    }

    static Incidents of(Map<String, List<Instant>> alerts, Map<String, List<Window>> windows) {
        int found = 0;
        int missed = 0;
        int wrong = 0;
        for (Map.Entry<String, List<Window>> key : windows.entrySet()) {
            for (Window window : key.getValue()) {
                boolean isFound =
                        alerts.getOrDefault(key.getKey(), List.of()).stream().anyMatch(window::has);
                found += isFound ? 1 : 0;
                missed += isFound ? 0 : 1;
            }
        }
        for (Map.Entry<String, List<Instant>> key : alerts.entrySet()) {
            List<Window> seen = windows.getOrDefault(key.getKey(), List.of());
            Instant last = null;
            for (Instant alert : key.getValue()) {
                boolean isFalse = seen.stream().noneMatch(window -> window.has(alert));
                wrong += isFalse && isNew(alert, last) ? 1 : 0;
                last = alert;
            }
        }
        return new Incidents(found, missed, wrong);
    }

    private static boolean isNew(Instant alert, @Nullable Instant last) {
        return last == null || alert.isAfter(last.plus(APART));
    }

    double f1() {
        return 2.0 * found / (2.0 * found + missed + falseAlarms);
    }
}

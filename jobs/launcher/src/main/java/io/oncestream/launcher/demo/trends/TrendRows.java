package io.oncestream.launcher.demo.trends;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that the job has written.
 *
 * @param related the others of each item, the best first
 */
record TrendRows(
        List<Rising> rising,
        Map<String, List<String>> related,
        List<Pushed> pushes,
        long late,
        long rejected) {

    record Rising(String category, Instant windowEnd, String item, long count, long error) {}

    record Pushed(String user, String item, Instant time) {}
}

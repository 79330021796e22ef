package io.oncestream.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Case CASE = new Case("small", Map.of(Case.READINGS, "1000"));

    @Test
    void takesTheMedianOfTheRatiosOfTheRounds() {
        List<String> lines =
                report(outcomes(1, 2, 4), outcomes(1, 2, 4), outcomes(10, 10, 10)).lines();
        assertThat(lines)
                .containsExactly(
                        "result bench small ours 500 500.000",
                        "result bench small ours-again 500 500.000",
                        "result bench small peer 100 500.000",
                        "ratio bench small ours/ours-again 1.00 1.00 1.00",
                        "ratio bench small ours/peer 5.00 2.50 10.00");
    }

    @Test
    void warnsWhenTheSameSystemTwiceDiffers() {
        List<String> lines = report(outcomes(1), outcomes(1.06), outcomes(1)).lines();
        assertThat(lines.get(0)).startsWith("warning: in small ").contains(" 1.06:");
    }

    private static Report report(List<Outcome> ours, List<Outcome> again, List<Outcome> peer) {
        Map<String, List<Outcome>> all = new LinkedHashMap<>();
        all.put("ours", ours);
        all.put("ours-again", again);
        all.put("peer", peer);
        Report report = new Report("bench");
        report.add(CASE, all);
        return report;
    }

    private static List<Outcome> outcomes(double... seconds) {
        List<Outcome> outcomes = new ArrayList<>();
        for (double one : seconds) {
            Check check = new Check(0, 0, 0, List.of());
            outcomes.add(new Outcome(one, 0.5, 0, check, Map.of()));
        }
        return outcomes;
    }
}

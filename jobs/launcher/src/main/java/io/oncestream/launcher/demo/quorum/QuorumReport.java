package io.oncestream.launcher.demo.quorum;

import io.oncestream.function.quorum.CertificateCheck;
import io.oncestream.launcher.certificates.ValueRow;
import io.oncestream.launcher.console.ProgressLine;
import io.oncestream.launcher.demo.Clients;
import io.oncestream.state.quorum.QuorumStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** What came of a demonstration: all rows, checked, and figures. */
final class QuorumReport {

    private final List<SignedRound> rounds;
    private final Published published;
    private final CertificateCheck check;

    QuorumReport(List<SignedRound> rounds, Published published, CertificateCheck check) {
        this.rounds = rounds;
        this.published = published;
        this.check = check;
    }

    Clients.Result result() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("rounds signed", count(rounds.size()));
        figures.put("rounds decided", count(withStatus(QuorumStatus.CERTIFIED)));
        figures.put("  undecided", count(withStatus(QuorumStatus.UNDECIDED)));
        figures.put("lies proven", count(published.evidence().size()));
        figures.put("replays rejected", count(published.rejected().size()));
        figures.put(
                "certificates verified",
                count(
                        published.certificates().stream()
                                .filter(each -> check.refusal(each) == null)
                                .count()));
        figures.put("worst error, certified", degrees(worstError()));
        figures.put(
                "worst error, mean of all",
                degrees(rounds.stream().mapToDouble(SignedRound::errorOfMean).max()));
        return new Clients.Result(QuorumChecks.violations(check, rounds, published), figures);
    }

    private static String count(long number) {
        return ProgressLine.count(number);
    }

    private long withStatus(QuorumStatus status) {
        return published.values().stream()
                .filter(each -> each.status().equals(status.word()))
                .count();
    }

    private OptionalDouble worstError() {
        return published.values().stream()
                .filter(each -> each.value() != null && each.round() < rounds.size())
                .mapToDouble(this::error)
                .max();
    }

    private double error(ValueRow row) {
        return row.value() == null ? 0 : rounds.get((int) row.round()).error(row.value());
    }

    private static String degrees(OptionalDouble error) {
        return error.isPresent()
                ? String.format(Locale.ROOT, "%.2f °C", error.getAsDouble())
                : "none";
    }
}

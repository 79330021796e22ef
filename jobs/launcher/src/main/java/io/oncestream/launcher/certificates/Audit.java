package io.oncestream.launcher.certificates;

import io.oncestream.function.quorum.CertificateCheck;
import io.oncestream.state.quorum.Certificate;
import io.oncestream.state.quorum.Evidence;
import io.oncestream.state.quorum.Observation;
import io.oncestream.state.quorum.QuorumStatus;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Checks each row of a quorum job's tables, and that no certified value lacks its certificate. */
final class Audit {

    private static final int SHOWN_MAX = 10;
    private static final int SUSPECTS_MAX = 10_000;
    private static final int SAY_EVERY = 1_000;

    private final CertificateCheck check;
    private final LongConsumer progress;
    private final List<ValueRow> suspects = new ArrayList<>();
    private final SortedMap<String, Long> lies = new TreeMap<>();
    private final SortedMap<String, Long> statuses = new TreeMap<>();
    private final List<String> shown = new ArrayList<>();
    private @Nullable Observation lastLie;
    private @Nullable Certificate lastCertificate;
    private long certificates;
    private long evidence;
    private long bad;
    private long checked;

    /**
     * One that has not begun.
     *
     * @param progress is told now and then how many rows are checked
     */
    Audit(CertificateCheck check, LongConsumer progress) {
        this.check = check;
        this.progress = progress;
    }

    /** Reads and checks all. */
    void run(QuorumRows rows) throws SQLException {
        // The tables are written by sinks of their own: a value may be there a moment before its
        // certificate, which is looked for again when all else is done.
        rows.values(this::value);
        rows.certificates(this::certificate);
        rows.evidence(this::evidence);
        for (ValueRow each : suspects) {
            if (!rows.isProven(each)) {
                bad(name(each), "it is certified, and no certificate is of its value");
            }
        }
    }

    private static String name(ValueRow row) {
        return "round %d of %s".formatted(row.round(), row.instrument());
    }

    private void value(Row<ValueRow> row) {
        ValueRow value = row.holds();
        if (value == null) {
            bad(row.name(), String.valueOf(row.malformed()));
            return;
        }
        statuses.merge(value.status(), 1L, Long::sum);
        if (!value.status().equals(QuorumStatus.CERTIFIED.word()) || value.isProven()) {
            return;
        }
        if (suspects.size() < SUSPECTS_MAX) {
            suspects.add(value);
        } else {
            bad(row.name(), "it is certified, and no certificate is of its value");
        }
    }

    private void certificate(Row<Certificate> row) {
        if (!holds(row, check::refusal)) {
            return;
        }
        certificates++;
        Certificate next = row.holds();
        Certificate before = lastCertificate;
        if (next != null && before != null && isOfSameRound(before, next)) {
            bad(
                    row.name(),
                    before.value().compareTo(next.value()) == 0
                            ? "it is there twice"
                            : "another one that holds is of another value");
        }
        lastCertificate = next;
    }

    private static boolean isOfSameRound(Certificate one, Certificate other) {
        return one.instrument().equals(other.instrument()) && one.round() == other.round();
    }

    private void evidence(Row<Evidence> row) {
        if (!holds(row, check::refusal)) {
            return;
        }
        evidence++;
        Observation lie = row.holds() == null ? null : row.holds().first();
        if (lie != null && (lastLie == null || !isOfSameRound(lastLie, lie))) {
            lies.merge(lie.feed(), 1L, Long::sum);
        }
        lastLie = lie;
    }

    private static boolean isOfSameRound(Observation one, Observation other) {
        return one.feed().equals(other.feed())
                && one.instrument().equals(other.instrument())
                && one.round() == other.round();
    }

    private <T> boolean holds(Row<T> row, Function<T, @Nullable String> refusal) {
        T holds = row.holds();
        String why = holds == null ? String.valueOf(row.malformed()) : refusal.apply(holds);
        if (why != null) {
            bad(row.name(), why);
        }
        if (++checked % SAY_EVERY == 0) {
            progress.accept(checked);
        }
        return why == null;
    }

    private void bad(String what, String why) {
        bad++;
        if (shown.size() < SHOWN_MAX) {
            shown.add(what + ": " + why);
        }
    }

    /** Certificates that hold. */
    long certificates() {
        return certificates;
    }

    /** Pieces of evidence that hold. */
    long evidence() {
        return evidence;
    }

    /** How many rounds have which status. */
    SortedMap<String, Long> statuses() {
        return statuses;
    }

    /** In how many rounds which feed has lied, as far as that is proven. */
    SortedMap<String, Long> lies() {
        return lies;
    }

    /** Rows that do not hold. */
    long bad() {
        return bad;
    }

    /** The first of these, a line each. */
    List<String> shown() {
        return shown;
    }
}

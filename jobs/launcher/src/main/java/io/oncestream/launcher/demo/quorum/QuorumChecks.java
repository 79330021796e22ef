package io.oncestream.launcher.demo.quorum;

import io.oncestream.function.quorum.CertificateCheck;
import io.oncestream.function.quorum.SignedText;
import io.oncestream.launcher.certificates.ValueRow;
import io.oncestream.state.quorum.Certificate;
import io.oncestream.state.quorum.Evidence;
import io.oncestream.state.quorum.Observation;
import io.oncestream.state.quorum.QuorumStatus;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What must hold where all that was sent is decided. A line for each violation. */
final class QuorumChecks {

    /** A round is closed when honest feeds have signed one that is so much newer. */
    static final int OPEN_ROUNDS = 2;

    private final CertificateCheck check;
    private final Map<Long, SignedRound> rounds = new HashMap<>();
    private final Published published;
    private final List<String> violations = new ArrayList<>();

    private QuorumChecks(CertificateCheck check, List<SignedRound> rounds, Published published) {
        this.check = check;
        this.published = published;
        rounds.forEach(each -> this.rounds.put(each.round(), each));
    }

    /**
     * Checks.
     *
     * @param rounds that were sent, in their order
     */
    static List<String> violations(
            CertificateCheck check, List<SignedRound> rounds, Published published) {
        QuorumChecks checks = new QuorumChecks(check, rounds, published);
        checks.violations.addAll(published.malformed());
        checks.checkValues(due(rounds));
        checks.checkCertificates();
        checks.checkEvidence();
        checks.checkRejected();
        return checks.violations;
    }

    /** How many rounds, the first ones, must be decided: the last ones stay open. */
    static long due(List<SignedRound> rounds) {
        return Math.max(0, rounds.size() - OPEN_ROUNDS);
    }

    private void checkValues(long due) {
        Set<Long> certified = new HashSet<>();
        for (ValueRow each : published.values()) {
            SignedRound signed = rounds.get(each.round());
            BigDecimal value = each.value();
            if (signed == null || !each.instrument().equals(RoundScript.INSTRUMENT)) {
                violate("round %d of %s was not signed".formatted(each.round(), each.instrument()));
            } else if (!each.status().equals(QuorumStatus.CERTIFIED.word()) || value == null) {
                violate("round %d is %s".formatted(each.round(), each.status()));
            } else {
                certified.add(each.round());
                checkValue(each, value, signed);
            }
        }
        for (long round = 0; round < due; round++) {
            if (!certified.contains(round)) {
                violate(
                        "round %d has no value, and three honest feeds have signed it"
                                .formatted(round));
            }
        }
    }

    private void checkValue(ValueRow row, BigDecimal value, SignedRound signed) {
        List<BigDecimal> honest = signed.honest().sorted().toList();
        if (value.compareTo(honest.get(0)) < 0
                || value.compareTo(honest.get(honest.size() - 1)) > 0) {
            violate(
                    "round %d has the value %s, and honest feeds have signed %s"
                            .formatted(row.round(), value, honest));
        }
        if (!row.isProven()) {
            violate(
                    "round %d has the value %s without a certificate"
                            .formatted(row.round(), value));
        }
    }

    private void checkCertificates() {
        Set<Long> seen = new HashSet<>();
        for (Certificate each : published.certificates()) {
            @Nullable String wrong = check.refusal(each);
            if (wrong != null) {
                violate("the certificate of round %d: %s".formatted(each.round(), wrong));
            }
            if (!seen.add(each.round())) {
                violate("round %d has two certificates".formatted(each.round()));
            }
        }
    }

    private void checkEvidence() {
        Set<Long> proven = new HashSet<>();
        for (Evidence each : published.evidence()) {
            Observation first = each.first();
            SignedRound signed = rounds.get(first.round());
            @Nullable String wrong = check.refusal(each);
            if (wrong != null) {
                violate("the evidence of round %d: %s".formatted(first.round(), wrong));
            }
            if (!first.feed().equals(RoundScript.LIAR)
                    || signed == null
                    || !signed.hasTwoValues()) {
                violate(
                        "there is evidence against %s in round %d, of which it has signed one value"
                                .formatted(first.feed(), first.round()));
            } else if (!proven.add(first.round())) {
                violate("there is evidence of round %d twice".formatted(first.round()));
            }
        }
        rounds.values().stream()
                .filter(each -> each.hasTwoValues() && !proven.contains(each.round()))
                .forEach(
                        each ->
                                violate(
                                        "there is no evidence of round %d"
                                                .formatted(each.round())));
    }

    private void checkRejected() {
        Set<String> rejected = new HashSet<>(published.rejected());
        Set<String> signed = texts(SignedRound::signed);
        Set<String> forged = texts(SignedRound::forged);
        forged.stream()
                .filter(each -> !rejected.contains(each))
                .forEach(each -> violate("it is replayed, and not rejected: %s".formatted(each)));
        rejected.stream()
                .filter(each -> !forged.contains(each))
                .forEach(
                        each ->
                                violate(
                                        (signed.contains(each)
                                                        ? "it is signed, and rejected: "
                                                        : "nobody sent what is rejected: ")
                                                + each));
    }

    private interface Kind {
        Stream<Observation> of(SignedRound round);
    }

    private Set<String> texts(Kind kind) {
        return rounds.values().stream()
                .flatMap(kind::of)
                .map(QuorumChecks::text)
                .collect(Collectors.toSet());
    }

    /** As the job writes what it rejects. */
    static String text(Observation observation) {
        return String.join(
                ",",
                observation.feed(),
                observation.instrument(),
                Long.toString(observation.round()),
                SignedText.plain(observation.value()),
                observation.signature());
    }

    private void violate(String what) {
        violations.add(what);
    }
}

package io.oncestream.function.quorum;

import io.oncestream.state.quorum.Certificate;
import io.oncestream.state.quorum.Evidence;
import io.oncestream.state.quorum.Observation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks what a job has published by the feeds' public keys alone: nobody need trust the job. */
public final class CertificateCheck {

    private final QuorumSize size;
    private final QuorumMode mode;
    private final SignatureCheck signatures;

    public CertificateCheck(Feeds feeds, QuorumMode mode) {
        this.size = feeds.size();
        this.mode = mode;
        this.signatures = new SignatureCheck(feeds);
    }

    /** Why it proves nothing, in a sentence; null: its value is certain. */
    public @Nullable String refusal(Certificate certificate) {
        Set<String> feeds = new HashSet<>();
        for (Observation each : certificate.observations()) {
            if (!each.instrument().equals(certificate.instrument())
                    || each.round() != certificate.round()) {
                return "an observation is of another round or instrument";
            }
            if (!feeds.add(each.feed())) {
                return "feed %s is in it twice".formatted(each.feed());
            }
            String wrong = signatures.refusal(each);
            if (wrong != null) {
                return "feed %s: %s".formatted(each.feed(), wrong);
            }
        }
        return mode == QuorumMode.EXACT ? notExact(certificate) : notMedian(certificate);
    }

    private @Nullable String notExact(Certificate certificate) {
        List<Observation> observations = certificate.observations();
        if (observations.size() < size.exact()) {
            return "%d feeds are in it: it takes %d".formatted(observations.size(), size.exact());
        }
        boolean same =
                observations.stream()
                        .allMatch(each -> each.value().compareTo(certificate.value()) == 0);
        return same ? null : "a feed has signed another value; of --mode median that may be";
    }

    private @Nullable String notMedian(Certificate certificate) {
        List<Observation> observations = certificate.observations();
        if (observations.size() < size.median()) {
            return "%d feeds are in it: it takes %d".formatted(observations.size(), size.median());
        }
        return Median.of(observations).compareTo(certificate.value()) == 0
                ? null
                : "the value is not the median of what is signed";
    }

    /** Why it proves nothing, in a sentence; null: the feed has lied. */
    public @Nullable String refusal(Evidence evidence) {
        Observation first = evidence.first();
        Observation second = evidence.second();
        boolean ofOneRound =
                first.feed().equals(second.feed())
                        && first.instrument().equals(second.instrument())
                        && first.round() == second.round();
        if (!ofOneRound || first.value().compareTo(second.value()) == 0) {
            return "it is not of two values for one round";
        }
        String wrong = signatures.refusal(first);
        return wrong == null ? signatures.refusal(second) : wrong;
    }
}

package io.oncestream.connector.jdbc.paxos;

import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.jdbc.cluster.Members.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which members are away, since when and why. */
final class Absences {

    private static final Logger LOG = LoggerFactory.getLogger(Absences.class);

    private final List<String> names;
    private final List<@Nullable Absence> absences;
    private volatile int count;

    private record Absence(long sinceNanos, String why, @Nullable Throwable failure) {}

    Absences(List<String> names) {
        this.names = names;
        this.absences = new ArrayList<>(Collections.nCopies(names.size(), null));
    }

    int count() {
        return count;
    }

    /** Says so in the log when one goes, and when it is back. */
    void note(List<? extends Reply<?>> replies) {
        for (int i = 0; i < replies.size(); i++) {
            Reply<?> reply = replies.get(i);
            if (reply.isSuccess()) {
                back(i);
            } else {
                @Nullable Throwable failure = reply.failure();
                away(i, failure == null ? "it does not answer" : message(failure), failure);
            }
        }
        count = (int) absences.stream().filter(Objects::nonNull).count();
    }

    private static String message(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }

    private void back(int member) {
        @Nullable Absence absence = absences.get(member);
        if (absence != null) {
            LOG.info("Database {} is back after {} s", names.get(member), seconds(absence));
            absences.set(member, null);
        }
    }

    private void away(int member, String why, @Nullable Throwable failure) {
        @Nullable Absence before = absences.get(member);
        if (before == null) {
            LOG.warn(
                    "Database {} is away, and the others go on without it: {}",
                    names.get(member),
                    why);
        }
        absences.set(
                member,
                new Absence(before == null ? System.nanoTime() : before.sinceNanos, why, failure));
    }

    private static long seconds(Absence absence) {
        return Duration.ofNanos(System.nanoTime() - absence.sinceNanos).toSeconds();
    }

    /** All that are away, in words. */
    String all() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            @Nullable Absence absence = absences.get(i);
            if (absence != null) {
                all.add(
                        "%s is away for %d s (%s)"
                                .formatted(names.get(i), seconds(absence), absence.why));
            }
        }
        return String.join("; ", all);
    }

    /** How many are away for a reason that does not pass by itself. */
    long lasting() {
        return absences.stream()
                .filter(absence -> absence != null && absence.failure instanceof SinkFailure)
                .count();
    }

    /** What is wrong with one of them: what a restart cannot mend before the rest. */
    Throwable last() {
        Throwable last = new IllegalStateException("no answer in time");
        for (@Nullable Absence absence : absences) {
            if (absence != null && absence.failure != null && !(last instanceof SinkFailure)) {
                last = absence.failure;
            }
        }
        return last;
    }
}

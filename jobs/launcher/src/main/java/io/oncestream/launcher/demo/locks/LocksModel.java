package io.oncestream.launcher.demo.locks;

import io.oncestream.check.Model;
import io.oncestream.state.lock.LockAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A domain of locks by its rules alone, with which the answers of a job are compared. */
final class LocksModel implements Model<LockAnswer> {

    private static final String NO_LEASE = "its lease is not what it asked for";

    /** A renewal that was sent so long before the lease's end cannot be overtaken by a tick. */
    private static final Duration MARGIN = Duration.ofMillis(500);

    private final Map<String, LockClient.Sent> sent;
    private final boolean complete;
    private final Map<Long, Instant> expired = new HashMap<>();
    private final Map<String, Resource> resources = new HashMap<>();
    private Instant now = Instant.MIN;

    private static final class Resource {
        private @Nullable LockAnswer hold;
        private final List<LockAnswer> waits = new ArrayList<>();

        boolean isHeldBy(String owner, @Nullable Long token) {
            return hold != null
                    && hold.owner().equals(owner)
                    && Objects.equals(hold.token(), token);
        }
    }

    /**
     * A domain in which nothing is held.
     *
     * @param sent what was sent, by the ids of the commands
     * @param complete whether no command waits whose answer is still to come
     */
    LocksModel(Map<String, LockClient.Sent> sent, boolean complete) {
        this.sent = sent;
        this.complete = complete;
    }

    @Override
    public Optional<String> arrives(LockAnswer answer) {
        Resource resource = resource(answer);
        if (resource.hold == null) {
            return Optional.of("it waits for what is free");
        }
        boolean circle = closesCircle(answer.owner(), resource);
        resource.waits.add(answer);
        return wrongIf(circle, "it waits for itself");
    }

    @Override
    public Optional<String> decides(LockAnswer answer) {
        if (answer.decidedAt().isBefore(now)) {
            return Optional.of("time was %s before".formatted(now));
        }
        now = answer.decidedAt();
        Resource resource = resource(answer);
        return switch (answer.outcome()) {
            case GRANTED -> grant(answer, resource);
            case BUSY -> wrongIf(resource.hold == null, "it is free");
            case TIMED_OUT -> timeOut(answer, resource);
            case DEADLOCK ->
                    wrongIf(
                            complete && !closesCircle(answer.owner(), resource),
                            "no circle would close");
            case RENEWED ->
                    change(answer, resource, answer).or(() -> wrongIf(!hasLease(answer), NO_LEASE));
            case RELEASED -> change(answer, resource, null);
            case EXPIRED -> expire(answer, resource);
            case NOT_HOLDER -> refuse(answer, resource);
            case INVALID -> Optional.of("nothing is wrong with it");
        };
    }

    private Resource resource(LockAnswer answer) {
        return resources.computeIfAbsent(answer.resource(), none -> new Resource());
    }

    private static Optional<String> wrongIf(boolean wrong, String what) {
        return wrong ? Optional.of(what) : Optional.empty();
    }

    private Optional<String> timeOut(LockAnswer answer, Resource resource) {
        if (!resource.waits.remove(answer)) {
            return Optional.of("it does not wait");
        }
        LockClient.Sent command = sent.get(answer.id());
        boolean early = command != null && now.isBefore(command.time().plus(command.waitMax()));
        return wrongIf(early, "its wait has not ended");
    }

    /** From the decision on, as long as it was asked for. */
    private boolean hasLease(LockAnswer answer) {
        LockClient.Sent command = sent.get(answer.id());
        return command == null || now.plus(command.lease()).equals(answer.leaseEnd());
    }

    private Optional<String> grant(LockAnswer answer, Resource resource) {
        LockAnswer before = resource.hold;
        boolean waited = answer.arrived() < answer.number();
        boolean inTurn =
                waited
                        ? !resource.waits.isEmpty() && resource.waits.get(0).equals(answer)
                        : resource.waits.isEmpty();
        resource.waits.remove(answer);
        resource.hold = answer;
        if (before != null) {
            return Optional.of(
                    "%s holds it, by token %d".formatted(before.owner(), before.token()));
        }
        if (!Objects.equals(answer.token(), answer.number())) {
            return Optional.of("its token is not its number");
        }
        if (!hasLease(answer)) {
            return Optional.of(NO_LEASE);
        }
        return wrongIf(!inTurn, "it is not its turn");
    }

    private static Optional<String> change(
            LockAnswer answer, Resource resource, @Nullable LockAnswer next) {
        boolean holds = resource.isHeldBy(answer.owner(), answer.token());
        resource.hold = next;
        return wrongIf(!holds, "it does not hold it");
    }

    private Optional<String> refuse(LockAnswer answer, Resource resource) {
        LockClient.Sent command = sent.get(answer.id());
        if (command == null) {
            return Optional.empty();
        }
        if (resource.isHeldBy(answer.owner(), command.token())) {
            return Optional.of("it is the holder");
        }
        Instant leaseEnd = expired.getOrDefault(command.token(), Instant.MIN);
        return wrongIf(
                command.time().plus(MARGIN).isBefore(leaseEnd),
                "it was sent in time, at %s, and its lease was ended, at %s, before it was read"
                        .formatted(command.time(), leaseEnd));
    }

    private Optional<String> expire(LockAnswer answer, Resource resource) {
        LockAnswer hold = resource.hold;
        boolean over =
                hold != null
                        && Objects.equals(hold.leaseEnd(), answer.leaseEnd())
                        && !now.isBefore(Objects.requireNonNull(hold.leaseEnd()));
        if (answer.token() != null && answer.leaseEnd() != null) {
            expired.put(answer.token(), answer.leaseEnd());
        }
        return change(answer, resource, null)
                .or(() -> wrongIf(!over, "its lease has not ended: " + hold));
    }

    /** Whether an owner would wait for itself at the end of a queue. */
    private boolean closesCircle(String owner, Resource queued) {
        Set<String> reached = new HashSet<>(aheadOf(queued, null));
        Deque<String> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            String each = open.remove();
            for (Resource resource : resources.values()) {
                for (LockAnswer wait : resource.waits) {
                    if (wait.owner().equals(each)) {
                        aheadOf(resource, wait).stream().filter(reached::add).forEach(open::add);
                    }
                }
            }
        }
        return reached.contains(owner);
    }

    private static Set<String> aheadOf(Resource resource, @Nullable LockAnswer wait) {
        Set<String> owners = new HashSet<>();
        if (resource.hold != null) {
            owners.add(resource.hold.owner());
        }
        for (LockAnswer other : resource.waits) {
            if (other.equals(wait)) {
                break;
            }
            owners.add(other.owner());
        }
        return owners;
    }
}

package io.oncestream.connector.jdbc.paxos;

import static java.util.stream.Collectors.joining;

import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.jdbc.paxos.CounterCommit.Complete;
import io.oncestream.connector.jdbc.paxos.CounterStart.Attempt;
import io.oncestream.state.counter.CounterCommand;
import io.oncestream.state.counter.SealedCounters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Databases, a network between that loses, delays and repeats, and two jobs that crash, are resumed
 * and set back: all that happens follows from a seed. At the end nothing fails any more, and what
 * the jobs have counted has to be exact.
 */
final class Simulation {

    private static final int STEPS = 900;
    private static final int STEPS_MAX = 60_000;
    private static final int RUNS_MAX = 4;
    private static final List<String> LINEAGES = List.of("a", "b");
    static final List<String> COUNTERS = List.of("x", "y", "z");

    private final Random random;
    private final long seed;
    private final Flaw flaw;
    private final List<String> trace;
    private final Oracle oracle;
    private final List<SimulatedMember> members = new ArrayList<>();
    private final List<Message> wire = new ArrayList<>();
    private final List<SimulatedJob> active = new ArrayList<>();
    private final Map<String, Integer> runs = new HashMap<>();
    private final Map<String, List<Snapshot>> checkpoints = new HashMap<>();
    private boolean isCalm;

    /** A request, or the reply to it. */
    private record Message(
            Talk talk, int phase, int member, Request request, Map<String, Register> reply) {}

    private Simulation(long seed, Flaw flaw, List<String> trace) {
        this.random = new Random(seed);
        this.seed = seed;
        this.flaw = flaw;
        this.trace = trace;
        int count = isLikely(80) ? 3 : 5;
        this.oracle = new Oracle(count, this);
        for (int i = 0; i < count; i++) {
            members.add(new SimulatedMember(i, flaw, oracle));
        }
    }

    /** Fails with what must not happen. */
    static void run(long seed, Flaw flaw) {
        new Simulation(seed, flaw, null).run();
    }

    /** The steps of a run, up to what must not happen. */
    static List<String> trace(long seed, Flaw flaw) {
        List<String> trace = new ArrayList<>();
        try {
            new Simulation(seed, flaw, trace).run();
        } catch (Violation e) {
            trace.add("VIOLATION: " + e.getMessage());
        }
        return trace;
    }

    private void run() {
        submit("a", Optional.empty());
        for (int step = 0; step < STEPS; step++) {
            step();
            if (step == STEPS / 8) {
                submit("b", Optional.empty());
            }
        }
        isCalm = true;
        note("from here on nothing fails");
        members.forEach(member -> member.isUp = true);
        Map<String, SimulatedJob> finished = new HashMap<>();
        LINEAGES.forEach(lineage -> finished.put(lineage, finish(lineage)));
        Outcome outcome = new Outcome(oracle, members);
        finished.forEach(
                (lineage, job) ->
                        outcome.requireAnswers(this, lineage, job.newest().orElseThrow().read()));
        COUNTERS.forEach(outcome::requireCounted);
    }

    private void submit(String lineage, Optional<Snapshot> from) {
        int run = runs.merge(lineage, 1, Integer::sum);
        active.add(new SimulatedJob(lineage, lineage + run, from, this));
    }

    private void step() {
        if (active.isEmpty()) {
            return;
        }
        SimulatedJob job = active.get(any(active.size()));
        if (job.isGone()) {
            active.remove(job);
            return;
        }
        int what = any(100);
        if (what < 60) {
            transmit();
        } else if (what < 82) {
            job.step();
        } else if (what < 86) {
            job.stepZombie();
        } else if (what < 97) {
            job.checkpoint(isCalm);
        } else if (!isCalm) {
            fail(job);
        }
    }

    private void fail(SimulatedJob job) {
        int what = any(10);
        if (what < 4) {
            SimulatedMember member = members.get(any(members.size()));
            member.isUp = !member.isUp || isLikely(60);
        } else if (what < 7) {
            job.crash();
        } else if (runs.get(job.lineage) < RUNS_MAX) {
            operate(job);
        }
    }

    /** What a person does: resumes, goes back, or forgets that the job is still there. */
    private void operate(SimulatedJob job) {
        List<Snapshot> all = checkpoints.getOrDefault(job.lineage, List.of());
        if (isLikely(70)) {
            job.stop();
        }
        int back = Math.min(all.size(), any(4));
        submit(job.lineage, back == 0 ? job.newest() : Optional.of(all.get(all.size() - back)));
    }

    private SimulatedJob finish(String lineage) {
        List<Snapshot> all = checkpoints.computeIfAbsent(lineage, name -> new ArrayList<>());
        int tried = Integer.MAX_VALUE;
        for (int step = 0; step < STEPS_MAX; step++) {
            step();
            if (step % 32 > 0) {
                continue;
            }
            List<SimulatedJob> alive =
                    active.stream()
                            .filter(job -> job.lineage.equals(lineage) && job.isAlive())
                            .toList();
            if (!alive.isEmpty() && alive.stream().allMatch(SimulatedJob::isFinished)) {
                if (alive.size() > 1) {
                    throw new Violation("two runs of %s have counted".formatted(lineage));
                }
                return alive.get(0);
            }
            if (alive.isEmpty()) {
                if (tried < 0) {
                    throw new Violation("no checkpoint of %s can be resumed".formatted(lineage));
                }
                tried = Math.min(tried, all.size()) - 1;
                submit(lineage, tried < 0 ? Optional.empty() : Optional.of(all.get(tried)));
            }
        }
        throw new Violation(lineage + " does not come to an end");
    }

    /** Whichever message it is, however old. */
    private void transmit() {
        if (wire.isEmpty()) {
            return;
        }
        int which = any(wire.size());
        Message message = wire.get(which);
        if (isCalm || !isLikely(5)) { // else it comes again
            wire.set(which, wire.get(wire.size() - 1));
            wire.remove(wire.size() - 1);
        }
        boolean isLost = !isCalm && isLikely(10);
        SimulatedMember member = members.get(message.member);
        if (isLost || !member.isUp) {
            return;
        }
        if (message.request == null) {
            message.talk.answered(message.member, message.phase, message.reply);
        } else {
            Map<String, Register> reply = member.handle(message.request);
            wire.add(new Message(message.talk, message.phase, message.member, null, reply));
        }
    }

    void ask(Talk talk, int phase, Request request) {
        for (int i = 0; i < members.size(); i++) {
            wire.add(new Message(talk, phase, i, request, null));
        }
    }

    /** A savepoint is there to be resumed, and its job may go back to the checkpoint before it. */
    void branch(SimulatedJob job, Snapshot savepoint) {
        if (!isCalm && runs.get(job.lineage) < RUNS_MAX && isLikely(50)) {
            submit(job.lineage, Optional.of(savepoint));
            job.crash();
        }
    }

    /** A job that was never resumed has crashes only, and is not refused by what it did itself. */
    void requireOthers(String lineage, SinkFailure failure) {
        if (runs.get(lineage) == 1) {
            throw new Violation("%s was alone: %s".formatted(lineage, failure.getMessage()));
        }
    }

    void completed(String lineage, Snapshot snapshot) {
        checkpoints.computeIfAbsent(lineage, name -> new ArrayList<>()).add(snapshot);
    }

    Ballots ballots(String lineage, String instance, int index) {
        return new Ballots(flaw == Flaw.BALLOT_REUSED ? lineage + "/" + index : instance);
    }

    Conversation start(Attempt attempt, Ballots ballots) {
        return new Flaws(flaw, members())
                .start(new CounterStart(attempt, ballots, told()), attempt);
    }

    /** Without a flaw it goes through the same hands: these alone break nothing. */
    Conversation commit(
            SealedCounters transaction, Complete complete, Ballots ballots, int subtask) {
        Complete known =
                flaw == Flaw.POSITION_NOT_COMPLETE
                        ? new Complete(transaction.run(), transaction.checkpoint())
                        : complete;
        CounterCommit commit = new CounterCommit(transaction, known, ballots, subtask, told());
        return new Flaws(flaw, members()).commit(commit, transaction, known, ballots.proposer());
    }

    int members() {
        return members.size();
    }

    int quorum() {
        return told() / 2 + 1;
    }

    /** Of how many members a proposer knows. */
    private int told() {
        return flaw == Flaw.QUORUM_F ? members.size() - 2 : members.size();
    }

    /** As a checkpoint has the first one of its attempt. */
    long first(long checkpoint) {
        return flaw == Flaw.FIRST_NOT_COMPARED ? 0 : checkpoint;
    }

    boolean isLikely(int percent) {
        return random.nextInt(100) < percent;
    }

    int any(int bound) {
        return random.nextInt(bound);
    }

    List<Integer> shuffled(int from, int to) {
        List<Integer> all = new ArrayList<>(IntStream.range(from, to).boxed().toList());
        Collections.shuffle(all, random);
        return all;
    }

    /** What the source has at a position, whoever reads it. */
    CounterCommand command(String lineage, int position) {
        String id = lineage + position;
        Random of = new Random(seed * 31 + id.hashCode() * 1_000_003L);
        of.nextInt();
        int kind = of.nextInt(30);
        Long amount = (long) of.nextInt(20) - 5;
        if (kind == 0) {
            amount = Long.MAX_VALUE - of.nextInt(10);
        } else if (kind == 1) {
            amount = Long.MIN_VALUE + of.nextInt(10);
        } else if (kind == 2) {
            amount = null;
        }
        return new CounterCommand(
                COUNTERS.get(of.nextInt(COUNTERS.size())),
                0,
                id,
                kind == 2 ? "read" : "add",
                Instant.EPOCH,
                amount,
                kind == 3 ? "it is wrong" : null);
    }

    void note(Object... words) {
        if (trace != null) {
            trace.add(Stream.of(words).map(String::valueOf).collect(joining(" ")));
        }
    }
}

package io.oncestream.connector.jdbc.paxos;

import io.oncestream.connector.jdbc.paxos.CounterCommit.Complete;
import io.oncestream.connector.jdbc.paxos.CounterStart.Restored;
import io.oncestream.state.counter.CounterCommand;
import io.oncestream.state.counter.CounterEvent;
import io.oncestream.state.counter.SealedCounters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One attempt of a job: from its start to a crash, and as a zombie behind that. */
final class SimulatedAttempt {

    private final SimulatedJob job;
    private final Optional<Snapshot> from;
    private final Simulation simulation;
    private final String name;
    private final List<SimulatedSubtask> subtasks = new ArrayList<>();
    private final Map<Integer, List<SealedCounters>> sealed = new HashMap<>();
    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<Integer, Long> firsts = new HashMap<>();
    private int read;
    private long underWay;
    private boolean isLast;

    SimulatedAttempt(
            SimulatedJob job,
            int number,
            int parallelism,
            Optional<Snapshot> from,
            Simulation sim) {
        this.job = job;
        this.from = from;
        this.simulation = sim;
        this.name = job.run + "." + number;
        for (int i = 0; i < parallelism; i++) {
            subtasks.add(subtask(i, parallelism, from.map(Snapshot::id)));
        }
        from.ifPresent(this::restore);
        sim.note(name, "starts at parallelism", parallelism, "from", from);
    }

    private SimulatedSubtask subtask(int index, int parallelism, Optional<Restored> restored) {
        String instance = name + "/" + index;
        Ballots ballots = simulation.ballots(job.lineage, instance, index);
        Conversation start =
                simulation.start(
                        new CounterStart.Attempt(
                                job.lineage, job.run, index, parallelism, restored, true),
                        ballots);
        return new SimulatedSubtask(
                new Talk(instance + " start", start, simulation),
                transaction ->
                        new Talk(
                                instance + " commit " + transaction.transaction(),
                                simulation.commit(
                                        transaction, complete(transaction, index), ballots, index),
                                simulation));
    }

    /** Which checkpoint an instance knows to be complete when it commits. */
    private Complete complete(SealedCounters transaction, int index) {
        return from.map(Snapshot::id)
                .filter(is -> transaction.checkpoint() <= is.checkpoint())
                .map(is -> new Complete(is.run(), is.checkpoint()))
                .orElseGet(() -> new Complete(job.run, subtasks.get(index).completed));
    }

    private void restore(Snapshot from) {
        numbers.putAll(from.numbers());
        read = from.read();
        for (List<SealedCounters> transactions : from.pending()) {
            subtasks.get(simulation.any(subtasks.size())).restore(transactions);
        }
    }

    /** One of its instances goes on, which may fail. */
    void step() {
        SimulatedSubtask subtask = subtasks.get(simulation.any(subtasks.size()));
        if (!subtask.isStopped) {
            try {
                subtask.step();
            } catch (Violation violation) {
                throw violation;
            } catch (RuntimeException e) {
                simulation.note(name, "fails:", e.getMessage());
                subtask.isStopped = true;
                throw e;
            }
        }
    }

    /** The next step of a checkpoint, if there is one now. */
    void checkpoint(boolean last) {
        if (underWay > 0) {
            seal();
        } else if (!isLast && subtasks.stream().allMatch(SimulatedSubtask::isUp)) {
            underWay = job.nextCheckpoint();
            isLast = last;
            sealed.clear();
            int commands = simulation.any(4);
            simulation.shuffled(read, read + commands).forEach(this::receive);
            read += commands;
        }
    }

    private void receive(int position) {
        CounterCommand command = simulation.command(job.lineage, position);
        long number = numbers.merge(command.counter(), 1L, Long::sum);
        CounterCommand numbered =
                new CounterCommand(
                        command.counter(),
                        number,
                        command.id(),
                        command.op(),
                        command.time(),
                        command.amount(),
                        command.invalid());
        int to = Math.floorMod(command.counter().hashCode(), subtasks.size());
        subtasks.get(to).received.add(CounterEvent.of(numbered));
    }

    private void seal() {
        if (!isLast && simulation.any(100) < 12) {
            simulation.note(name, "gives up checkpoint", underWay, "before all have sealed");
            underWay = 0;
            return;
        }
        for (int i = 0; i < subtasks.size(); i++) {
            SimulatedSubtask subtask = subtasks.get(i);
            if (subtask.sealed < underWay && subtask.isIdle()) {
                SealedCounters transaction =
                        new SealedCounters(
                                job.lineage, job.run, i, underWay, List.copyOf(subtask.received));
                sealed.put(i, subtask.seal(transaction, isLast));
                firsts.putIfAbsent(i, underWay);
                return;
            }
        }
        if (sealed.size() == subtasks.size()) {
            finish();
        }
    }

    /** A savepoint is no checkpoint to go back to after a crash, and commits nothing. */
    private void finish() {
        int what = simulation.any(100);
        if (!isLast && what < 15) {
            simulation.note(name, "gives up checkpoint", underWay);
        } else {
            boolean isSavepoint = !isLast && what < 30;
            simulation.note(
                    name, "has completed", isSavepoint ? "savepoint" : "checkpoint", underWay);
            job.completed(
                    new Snapshot(id(), Map.copyOf(numbers), read, List.copyOf(sealed.values())),
                    isSavepoint);
            for (SimulatedSubtask subtask : subtasks) {
                if (isLast || (!isSavepoint && simulation.isLikely(90))) {
                    subtask.completed = underWay;
                }
            }
        }
        underWay = 0;
    }

    private Restored id() {
        Optional<Restored> base = from.map(Snapshot::id);
        return new Restored(
                job.run,
                underWay,
                // That of any instance: which one a copy comes from is not known.
                simulation.first(firsts.get(simulation.any(subtasks.size()))),
                base.map(Restored::run).orElse(""),
                base.map(Restored::checkpoint).orElse(0L));
    }

    boolean isFinished() {
        return isLast && underWay == 0 && subtasks.stream().allMatch(SimulatedSubtask::hasAllIn);
    }
}

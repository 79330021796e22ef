package io.oncestream.connector.jdbc.cut.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that there is at one moment. */
final class State extends Value<State> {
    List<Database> databases = List.of(new Database(), new Database());
    List<Subtask> subtasks = List.of();
    List<Subtask> zombies = List.of();
    List<Fault> faults = List.of();
    Reader reader = Reader.NONE;
    boolean isRefused;
    int run = 1;
    int attempt;
    int nextCheckpoint = 1;

    /** The checkpoint that is under way, 0 for none. */
    int underWay;

    boolean isSavepoint;

    /** Those that are complete, of all runs. */
    List<Snapshot> stored = List.of();

    /** The latest complete checkpoint, from which Flink restarts. */
    Snapshot last = Snapshot.NONE;

    /** From which the run went on. */
    Snapshot base = Snapshot.NONE;

    /** Those of this attempt, which its subtasks are told of, sooner or later. */
    List<Integer> decided = List.of();

    @Override
    List<?> values() {
        return List.of(
                databases,
                subtasks,
                zombies,
                faults,
                reader,
                isRefused,
                run + 4 * attempt + 32 * nextCheckpoint + 256 * underWay,
                isSavepoint,
                stored,
                List.of(last, base, decided));
    }

    static State first(Scenario scenario) {
        State state = new State();
        state.faults = scenario.faults();
        return state.restart(Snapshot.NONE, scenario.parallelism());
    }

    /** Replaces all subtasks by those of another attempt. */
    State restart(Snapshot from, int parallelism) {
        State next = copy();
        next.attempt++;
        next.underWay = 0;
        next.isSavepoint = false;
        next.decided = List.of();
        next.last = from;
        List<Subtask> all = new ArrayList<>();
        for (int i = 0; i < parallelism; i++) {
            all.add(Subtask.restored(from, i, parallelism, run, next.attempt));
        }
        next.subtasks = List.copyOf(all);
        return next;
    }

    State resubmit(Snapshot from) {
        State next = copy();
        next.run++;
        next.base = from;
        next.nextCheckpoint = from.checkpoint + 1;
        next.isRefused = false;
        return next;
    }

    /** One fault less, if there is one left. */
    Optional<State> spend(Fault fault) {
        List<Fault> left = new ArrayList<>(faults);
        if (!left.remove(fault)) {
            return Optional.empty();
        }
        State next = copy();
        next.faults = List.copyOf(left);
        return Optional.of(next);
    }

    State beside(Subtask zombie) {
        State next = copy();
        next.zombies = List.of(zombie);
        return next;
    }

    State withoutZombie() {
        State next = copy();
        next.zombies = List.of();
        return next;
    }

    State with(Subtask before, Subtask after) {
        State next = copy();
        if (before.isZombie) {
            next.zombies = List.of(after);
        } else {
            next.subtasks = with(subtasks, before.index, after);
        }
        return next;
    }

    State with(int database, Database after) {
        State next = copy();
        next.databases = with(databases, database, after);
        return next;
    }

    boolean isUp() {
        return !subtasks.isEmpty() && subtasks.stream().allMatch(Subtask::isUp);
    }

    /** The content of a checkpoint on a run's way. */
    Optional<List<Integer>> truth(int ofRun, int checkpoint) {
        return stored.stream()
                .filter(each -> each.checkpoint == checkpoint)
                .filter(
                        each ->
                                each.run == ofRun
                                        || (each.run < ofRun && checkpoint <= base.checkpoint))
                .map(each -> each.content)
                .findFirst();
    }
}

package io.oncestream.connector.jdbc.cut.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What Flink and its users do about subtasks that are gone, or are thought to be. */
record Restarts(Rules rules) implements Actions {
    @Override
    public void from(State state, Steps steps) {
        if (!state.isRefused) {
            for (int parallelism = 1; parallelism <= Cells.GROUPS; parallelism++) {
                crash(state, parallelism, steps);
            }
        }
        state.stored.forEach(from -> resubmit(state, from, steps));
    }

    private static void crash(State state, int parallelism, Steps steps) {
        state.spend(Fault.CRASH)
                .map(next -> next.restart(state.last, parallelism))
                .ifPresent(next -> steps.may(next, "CRASH, restart with %d", parallelism));
    }

    private void resubmit(State state, Snapshot from, Steps steps) {
        Optional<State> resubmitted =
                state.spend(Fault.RESUBMIT)
                        .map(next -> next.resubmit(from))
                        .map(next -> next.restart(from, rules.scenario().parallelism()));
        resubmitted.ifPresent(next -> steps.may(next, "RESUBMIT from %s", from));
        for (Subtask zombie : zombies(state)) {
            resubmitted
                    .flatMap(next -> next.spend(Fault.ZOMBIE))
                    .map(next -> next.beside(zombie))
                    .ifPresent(next -> steps.may(next, "RESUBMIT from %s by %s", from, zombie));
        }
    }

    private static List<Subtask> zombies(State state) {
        List<Subtask> zombies = new ArrayList<>();
        for (Subtask subtask : state.subtasks) {
            for (Subtask committing : Commits.committing(state, subtask)) {
                Subtask zombie = committing.copy();
                zombie.isZombie = true;
                zombies.add(zombie);
            }
        }
        return zombies;
    }
}

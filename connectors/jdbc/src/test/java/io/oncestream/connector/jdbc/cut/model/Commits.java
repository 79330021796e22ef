package io.oncestream.connector.jdbc.cut.model;

import java.util.List;
import java.util.Optional;

/** What was sealed is committed in every database, in the order of the checkpoints. */
record Commits(Rules rules) implements Actions {
    @Override
    public void from(State state, Steps steps) {
        state.subtasks.forEach(subtask -> from(state, subtask, steps));
        state.zombies.forEach(zombie -> from(state, zombie, steps));
    }

    private void from(State state, Subtask subtask, Steps steps) {
        for (Subtask committing : committing(state, subtask)) {
            commitAnywhere(state, subtask, committing, steps);
        }
    }

    /** What a subtask is that commits: of the checkpoints of which it is told any may be next. */
    static List<Subtask> committing(State state, Subtask subtask) {
        if (subtask.pending.isEmpty() || subtask.step < Subtask.STARTED) {
            return List.of();
        }
        if (subtask.step == Subtask.STARTED || subtask.target > 0) {
            return List.of(subtask);
        }
        return state.decided.stream()
                .filter(told -> told >= subtask.pending.get(0).checkpoint())
                .map(told -> told(subtask, told))
                .toList();
    }

    private static Subtask told(Subtask subtask, int checkpoint) {
        Subtask told = subtask.copy();
        told.target = checkpoint;
        return told;
    }

    private void commitAnywhere(State state, Subtask before, Subtask subtask, Steps steps) {
        for (int i = 0; i < Cells.DATABASES; i++) {
            if (!subtask.isDone(i)) {
                commitIn(i, state, before, subtask, steps);
            }
        }
    }

    private void commitIn(int database, State state, Subtask before, Subtask subtask, Steps steps) {
        Handle handle = subtask.pending.get(0);
        String what = "%s commits %s in database %d";
        steps.must(after(state, before, subtask, database), what, subtask, handle, database);
        failed(state)
                .map(left -> done(left, before, subtask, database))
                .ifPresent(next -> steps.may(next, what + " and FAILS", subtask, handle, database));
    }

    private Optional<State> failed(State state) {
        boolean goesOn = rules.have(Flaw.COMMIT_AFTER_FAILED) || rules.have(Flaw.COMMIT_AFTER_ANY);
        return goesOn ? state.spend(Fault.FAILURE) : Optional.empty();
    }

    private State after(State state, Subtask before, Subtask subtask, int database) {
        Database at = state.databases.get(database);
        Commit commit = new Commit(rules, subtask, subtask.pending.get(0), database);
        if (commit.isFenced(at) || !commit.isInTurn(at)) {
            if (!subtask.isZombie) {
                throw new Violation("%s may not commit any more".formatted(subtask));
            }
            return state.withoutZombie();
        }
        if (rules.have(Flaw.CUT_BEFORE_ROWS) && !subtask.isDone(database + Cells.DATABASES)) {
            Subtask next = subtask.copy();
            next.markDone(database + Cells.DATABASES);
            return state.with(database, commit.withCut(at)).with(before, next);
        }
        State next = state.with(database, commit.withCut(commit.withRows(at)));
        return done(next, before, subtask, database);
    }

    private State done(State state, Subtask before, Subtask subtask, int database) {
        Subtask next = subtask.copy();
        next.markDone(database);
        return settle(state, before, next);
    }

    /** Goes past what has no effect, which takes no step. */
    State settle(State state, Subtask before, Subtask changed) {
        Subtask next = changed.copy();
        while (hasWork(next)) {
            Handle handle = next.pending.get(0);
            boolean isEverywhere = true;
            for (int i = 0; i < Cells.DATABASES; i++) {
                Commit commit = new Commit(rules, next, handle, i);
                if (!next.isDone(i) && commit.hasNoEffect(state.databases.get(i))) {
                    next.markDone(i);
                }
                isEverywhere &= next.isDone(i);
            }
            if (!isEverywhere) {
                return state.with(before, next);
            }
            next.done = 0;
            next.pending = next.pending.subList(1, next.pending.size());
            if (handle.last() && handle.checkpoint() == next.target) {
                return finished(state, before, next);
            }
        }
        return rested(state, before, next);
    }

    private static boolean hasWork(Subtask subtask) {
        return subtask.step >= Subtask.STARTED
                && !subtask.pending.isEmpty()
                && subtask.pending.get(0).checkpoint() <= subtask.known();
    }

    private static State rested(State state, Subtask before, Subtask next) {
        if (next.step == Subtask.STARTED) {
            next.step = Subtask.UP;
        } else if (next.step == Subtask.UP) {
            next.target = 0;
        }
        return next.isZombie ? state.withoutZombie() : state.with(before, next);
    }

    /** Flink aborts the checkpoint whose barrier comes too late for it. */
    private static State finished(State state, Subtask before, Subtask next) {
        next.step = Subtask.FINISHED;
        next.pending = List.of();
        next.target = 0;
        State after = state.with(before, next);
        return next.sealed < after.underWay ? Checkpoints.abort(after) : after;
    }
}

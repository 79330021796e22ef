package io.oncestream.connector.jdbc.cut.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The JobManager's part, and the subtasks' at a barrier. */
record Checkpoints(Rules rules, Commits commits) implements Actions {
    @Override
    public void from(State state, Steps steps) {
        if (state.underWay > 0) {
            state.subtasks.forEach(subtask -> seal(state, subtask, steps));
            complete(state, steps);
            state.spend(Fault.ABORT)
                    .ifPresent(next -> steps.may(abort(next), "%d is aborted", state.underWay));
        } else if (state.isUp()
                && state.nextCheckpoint <= rules.scenario().checkpoints()
                && state.subtasks.stream().anyMatch(each -> each.step == Subtask.UP)) {
            State triggered = trigger(state.copy());
            steps.must(triggered, "checkpoint %d is triggered", triggered.underWay);
            state.spend(Fault.SAVEPOINT)
                    .ifPresent(next -> steps.may(savepoint(next), "savepoint is triggered"));
        }
    }

    private static State trigger(State next) {
        next.underWay = next.nextCheckpoint++;
        return next;
    }

    private static State savepoint(State next) {
        next.isSavepoint = true;
        return trigger(next);
    }

    static State abort(State next) {
        next.underWay = 0;
        next.isSavepoint = false;
        next.subtasks =
                next.subtasks.stream()
                        .map(
                                subtask -> {
                                    Subtask copy = subtask.copy();
                                    copy.saved = List.of();
                                    return copy;
                                })
                        .toList();
        return next;
    }

    private void seal(State state, Subtask subtask, Steps steps) {
        boolean isFree = subtask.isIdle() || rules.have(Flaw.RETURN_AT_FIRST);
        if (!isFree || subtask.step != Subtask.UP || subtask.sealed >= state.underWay) {
            return;
        }
        String what = "%s seals %d";
        steps.must(sealed(state, subtask, false), what, subtask, state.underWay);
        if (!subtask.hasEnded) {
            state.spend(Fault.END)
                    .ifPresent(
                            next ->
                                    steps.may(
                                            sealed(next, subtask, true),
                                            what + ", its last",
                                            subtask,
                                            state.underWay));
        }
    }

    private State sealed(State state, Subtask before, boolean ends) {
        Subtask after = before.copy();
        int checkpoint = state.underWay;
        int overtaken = rules.have(Flaw.UNALIGNED) ? 1 : 0;
        List<Integer> rows = rows(before, checkpoint - overtaken, before.sealed - overtaken);
        List<Integer> all = rows(before, checkpoint, before.sealed);
        after.content =
                Cells.filled(cell -> all.get(cell) > 0 ? all.get(cell) : before.content.get(cell));
        after.hasEnded |= ends;
        Handle handle =
                new Handle(
                        before.index,
                        before.parallelism,
                        checkpoint,
                        before.previous(),
                        after.hasEnded,
                        before.attempt,
                        rows);
        after.sealed = checkpoint;
        after.pending = Value.plus(before.pending, handle);
        after.saved =
                before.done == 0 ? after.pending : after.pending.subList(1, after.pending.size());
        if (rules.have(Flaw.COMMIT_AT_BARRIER)) {
            after.target = checkpoint;
            return commits.settle(state, before, after);
        }
        return state.with(before, after);
    }

    /** Of each of its cells the last value after one interval and up to another. */
    private static List<Integer> rows(Subtask subtask, int upTo, int after) {
        return Cells.filled(
                cell ->
                        IntStream.rangeClosed(after + 1, upTo)
                                .filter(i -> i > 0 && !subtask.hasEnded)
                                .filter(i -> Cells.isOf(cell, subtask))
                                .filter(i -> Cells.isWritten(cell, i))
                                .map(i -> Cells.value(subtask.attempt, i))
                                .max()
                                .orElse(0));
    }

    private static void complete(State state, Steps steps) {
        boolean isComplete =
                state.subtasks.stream()
                        .allMatch(
                                each ->
                                        each.step == Subtask.FINISHED
                                                || each.sealed == state.underWay);
        if (isComplete) {
            steps.must(completed(state), "%d is complete", state.underWay);
        }
    }

    private static State completed(State state) {
        Snapshot snapshot = new Snapshot();
        snapshot.run = state.run;
        snapshot.checkpoint = state.underWay;
        snapshot.parallelism = state.subtasks.size();
        List<List<Handle>> pending = new ArrayList<>();
        for (Subtask subtask : state.subtasks) {
            pending.add(subtask.step == Subtask.FINISHED ? List.of() : subtask.saved);
        }
        snapshot.pending = List.copyOf(pending);
        snapshot.content =
                Cells.filled(
                        cell ->
                                state.subtasks.stream()
                                        .mapToInt(subtask -> subtask.content.get(cell))
                                        .max()
                                        .orElseThrow());
        State next = abort(state.copy());
        next.stored = Value.plus(state.stored, snapshot);
        if (!state.isSavepoint) {
            next.last = snapshot;
            next.decided = Value.plus(state.decided, state.underWay);
        }
        return next;
    }
}

package io.oncestream.connector.jdbc.cut.model;

import java.util.List;
import java.util.Optional;

/** What must hold in every state; throws {@link Violation}. */
record Invariants(Reads reads) {
    private record Read(String kind, int database, int cut, int run) {}

    void check(State state) {
        Optional<Reader> newest = reads.newest(state);
        newest.ifPresent(reader -> checkAll(state, "newest", reader, true));
        if (state.reader.holdsCut()) {
            checkAll(state, "slow", state.reader, false);
        }
        checkPublished(state, newest);
        require(
                !state.isUp() || newest.filter(e -> e.cut() >= restored(state)).isPresent(),
                "the run is up and what it restored cannot be read");
        require(
                state.stored.isEmpty()
                        || state.stored.stream().anyMatch(each -> canBeResumed(state, each)),
                "nothing can be resumed");
    }

    private static int restored(State state) {
        return state.subtasks.get(0).restored;
    }

    private static boolean canBeResumed(State state, Snapshot from) {
        return state.databases.stream().allMatch(each -> each.takes(from.run, from.checkpoint));
    }

    private void checkPublished(State state, Optional<Reader> newest) {
        for (int i = 0; i < Cells.DATABASES; i++) {
            Database at = state.databases.get(i);
            for (int cut : at.published) {
                checkOne(state, "published", i, at.run, cut, true);
                newest.ifPresent(
                        reader ->
                                checkAll(
                                        state,
                                        "published",
                                        new Reader(Cells.DATABASES, reader.run(), cut),
                                        false));
            }
        }
    }

    private void checkAll(State state, String what, Reader reader, boolean mustBeReadable) {
        for (int i = 0; i < Cells.DATABASES; i++) {
            checkOne(state, what, i, reader.run(), reader.cut(), mustBeReadable);
        }
    }

    private void checkOne(
            State state, String what, int database, int run, int cut, boolean mustBeReadable) {
        Database at = state.databases.get(database);
        if (cut == 0 || (!mustBeReadable && !reads.isReadable(at, run, cut))) {
            return;
        }
        Read read = new Read(what, database, cut, run);
        require(reads.isReadable(at, run, cut), "cannot be read:", read);
        List<Integer> truth =
                state.truth(run, cut)
                        .orElseThrow(() -> new Violation(read + " is of no checkpoint"));
        requireContent(read, at, truth);
    }

    private static void requireContent(Read read, Database at, List<Integer> truth) {
        for (int group = 0; group < Cells.GROUPS; group++) {
            int value = at.valueAt(group, read.cut());
            int expected = truth.get(Cells.cell(read.database(), group));
            require(
                    value == expected,
                    "has what the second is in place of the third:",
                    read,
                    value,
                    expected);
        }
    }

    /** Within a run no database's cut goes back. */
    void check(State before, State after) {
        for (int i = 0; i < Cells.DATABASES; i++) {
            Database was = before.databases.get(i);
            Database is = after.databases.get(i);
            require(
                    was.equals(is) || was.run != is.run || reads.cut(was) <= reads.cut(is),
                    "the cut goes back of database",
                    i);
        }
    }

    /** Where nothing is left to do but what may happen or not. */
    void checkIdle(State state) {
        if (state.isRefused || !state.zombies.isEmpty()) {
            return;
        }
        require(
                state.subtasks.stream().allMatch(each -> each.isUp() && each.target == 0),
                "somebody is stuck");
        Optional<Reader> newest = reads.newest(state);
        int last = state.last.checkpoint;
        require(
                newest.filter(reader -> hasAll(state, reader)).isPresent(),
                "all is done up to the first, and the cut is the second:",
                last,
                newest);
        for (int i = 0; i < Cells.DATABASES; i++) {
            Read read = new Read("eventual", i, Integer.MAX_VALUE, state.run);
            requireContent(read, state.databases.get(i), state.last.content);
        }
    }

    /** Who ends with a checkpoint no longer commits what it sealed for the next, which is empty. */
    private static boolean hasAll(State state, Reader reader) {
        boolean haveEnded = state.subtasks.stream().allMatch(each -> each.hasEnded);
        return reader.cut() == state.last.checkpoint
                || (haveEnded
                        && state.truth(reader.run(), reader.cut())
                                .equals(Optional.of(state.last.content)));
    }

    private static void require(boolean holds, String otherwise, Object... about) {
        if (!holds) {
            throw new Violation(otherwise + " " + List.of(about));
        }
    }
}

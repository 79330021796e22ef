package io.oncestream.connector.jdbc.cut.model;

import io.oncestream.connector.jdbc.cut.model.Scenario.Reading;
import java.util.List;
import java.util.Optional;

/** How cuts are found, published and read. */
record Reads(Rules rules) implements Actions {
    @Override
    public void from(State state, Steps steps) {
        if (rules.scenario().reading() != Reading.AT_ONCE) {
            Reader next = asked(state);
            steps.may(read(state, next), "reader asks, and has %s", next);
        }
        if (rules.scenario().reading().compareTo(Reading.PUBLISHED) >= 0) {
            for (int i = 0; i < Cells.DATABASES; i++) {
                publish(state, i, steps);
            }
        }
    }

    private static State read(State state, Reader reader) {
        State next = state.copy();
        next.reader = reader;
        return next;
    }

    /** A reader who holds a cut begins anew. */
    private Reader asked(State state) {
        Reader before = state.reader.holdsCut() ? Reader.NONE : state.reader;
        Database at = state.databases.get(before.asked());
        Reader next =
                before.asked() == 0
                        ? new Reader(1, at.run, cut(at))
                        : combined(before, at).orElse(Reader.NONE);
        return next.cut() == 0 ? Reader.NONE : next;
    }

    private Optional<Reader> combined(Reader before, Database at) {
        if (before.run() != at.run && !rules.have(Flaw.RUNS_ARE_NOT_COMPARED)) {
            return Optional.empty();
        }
        int cut =
                rules.have(Flaw.NEWEST_DATABASE)
                        ? Math.max(before.cut(), cut(at))
                        : Math.min(before.cut(), cut(at));
        return Optional.of(new Reader(before.asked() + 1, Math.max(before.run(), at.run), cut));
    }

    /** What a reader gets who is so fast that nothing happens meanwhile. */
    Optional<Reader> newest(State state) {
        Database first = state.databases.get(0);
        Reader begun = new Reader(1, first.run, cut(first));
        return combined(begun, state.databases.get(1));
    }

    /** The newest checkpoint that all indices have reached which sealed it, or ended before. */
    int cut(Database at) {
        int newest = 0;
        int oldest = Integer.MAX_VALUE;
        for (Index index : at.indices) {
            boolean isIn = rules.have(Flaw.NEWEST_INDEX) || isComplete(at, index);
            newest = isIn ? Math.max(newest, index.cut) : newest;
            oldest = index.cut == Index.NO_ROW ? oldest : Math.min(oldest, index.cut);
        }
        return rules.have(Flaw.INDICES_OF_ALL_STARTS) ? Math.min(oldest, newest) : newest;
    }

    private boolean isComplete(Database at, Index index) {
        int parallelism =
                rules.have(Flaw.INDICES_OF_LATEST_START) ? at.latestParallelism : index.parallelism;
        List<Index> sealers = at.indices.subList(0, parallelism);
        for (Index sealer : sealers) {
            boolean isThere = sealer.cut != Index.NO_ROW && !sealer.ended;
            if (isThere && sealer.cut < index.cut) {
                return false;
            }
        }
        return true;
    }

    /** The second look, in the snapshot that the rows are read in. */
    boolean isReadable(Database at, int run, int cut) {
        boolean skipsRun =
                rules.have(Flaw.NO_SECOND_LOOK)
                        || rules.have(Flaw.NO_SECOND_LOOK_AT_RUN)
                        || rules.have(Flaw.RUNS_ARE_NOT_COMPARED);
        return (skipsRun || at.run == run)
                && (rules.have(Flaw.NO_SECOND_LOOK) || cut(at) >= cut)
                && (rules.have(Flaw.READER_IGNORES_HORIZON) || at.horizon <= cut);
    }

    private void publish(State state, int database, Steps steps) {
        Database at = state.databases.get(database);
        boolean isOwn = rules.have(Flaw.HORIZON_OF_OWN_CUT);
        Reader reader = isOwn ? new Reader(Cells.DATABASES, at.run, cut(at)) : state.reader;
        boolean isClaimed = at.claimedBy != at.run && !rules.have(Flaw.CLEAN_UP_IGNORES_CLAIM);
        if (reader.holdsCut() && reader.run() == at.run && !isClaimed && reader.cut() > 0) {
            Database after = published(at, reader.cut());
            steps.may(
                    state.with(database, after),
                    "%d is published in database %d",
                    reader.cut(),
                    database);
        }
    }

    private Database published(Database at, int cut) {
        Database after = at.copy();
        if (!at.published.contains(cut)) {
            after.published = Value.plus(at.published, cut);
        }
        if (rules.scenario().reading() == Reading.CLEANED_UP && at.horizon < cut) {
            cleanUp(after, cut);
        }
        return after;
    }

    private void cleanUp(Database after, int cut) {
        after.horizon = cut;
        after.published = List.of(cut);
        for (int group = 0; group < Cells.GROUPS; group++) {
            boolean goes = rules.have(Flaw.NEWEST_BELOW_HORIZON_GOES);
            after.keep(group, Integer.MAX_VALUE, goes ? cut + 1 : after.newest(group, cut));
        }
    }
}

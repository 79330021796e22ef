package io.oncestream.connector.jdbc.cut.model;

import java.util.List;

/** A subtask's start: it claims and looks at every database before it changes one. */
record Starts(Rules rules, Commits commits) implements Actions {
    @Override
    public void from(State state, Steps steps) {
        for (Subtask subtask : state.subtasks) {
            int step = subtask.step;
            while (step < Subtask.CLAIMED && at(state, subtask, step).claimedBy == subtask.run) {
                step++;
            }
            if (step < Subtask.STARTED) {
                Subtask next = subtask.copy();
                next.step = step;
                steps.must(after(state, next), "%s takes step %d of its start", subtask, step);
            }
        }
    }

    private static int database(Subtask subtask, int step) {
        return (step + subtask.index) % Cells.DATABASES;
    }

    private static Database at(State state, Subtask subtask, int step) {
        return state.databases.get(database(subtask, step));
    }

    private State after(State state, Subtask subtask) {
        int database = database(subtask, subtask.step);
        Database before = state.databases.get(database);
        if (mustLook(subtask) && !mayGoOn(state, subtask, database)) {
            return refused(state, subtask);
        }
        Subtask next = subtask.copy();
        next.step++;
        if (subtask.step >= Subtask.CLAIMED) {
            Database started = start(before, next);
            return commits.settle(state.with(database, started), subtask, next);
        }
        Database claimed = before.copy();
        claimed.claimedBy = subtask.run;
        return state.with(database, claimed).with(subtask, next);
    }

    private boolean mustLook(Subtask subtask) {
        boolean isFirstPass = subtask.step < Subtask.CLAIMED;
        return !rules.have(Flaw.NO_FIRST_PASS) || !isFirstPass;
    }

    private boolean mayGoOn(State state, Subtask subtask, int database) {
        if (rules.have(Flaw.START_IGNORES_HORIZON) || subtask.restored == 0) {
            return true;
        }
        int run = state.last.run;
        boolean isEarly = rules.have(Flaw.LOOK_BEFORE_CLAIM) && subtask.step < Subtask.CLAIMED;
        List<Database> looked =
                isEarly
                        ? state.databases.subList(0, subtask.step == 0 ? Cells.DATABASES : 0)
                        : List.of(state.databases.get(database));
        return looked.stream().allMatch(each -> each.takes(run, subtask.restored));
    }

    private static State refused(State state, Subtask subtask) {
        if (!subtask.isResumed) {
            throw new Violation("a restart of the same run is refused");
        }
        State next = state.copy();
        next.isRefused = true;
        next.subtasks = List.of();
        return next;
    }

    private Database start(Database before, Subtask subtask) {
        Database after = before.copy();
        fence(after, subtask);
        if (after.lastMarker() > subtask.restored) {
            rewind(after, subtask);
        }
        setCuts(after, subtask);
        if (!rules.have(Flaw.LATER_PUBLISHED_STAY)) {
            after.published =
                    after.published.stream().filter(cut -> cut <= subtask.restored).toList();
        }
        after.run = subtask.run;
        if (rules.have(Flaw.INDICES_OF_LATEST_START)) {
            after.latestParallelism = subtask.parallelism;
        }
        return after;
    }

    private static void fence(Database after, Subtask subtask) {
        for (int i = 0; i < after.indices.size(); i++) {
            boolean isRetired = i >= subtask.parallelism && after.indices.get(i).fence > 0;
            if (i == subtask.index || isRetired) {
                after.changed(i).fence = subtask.attempt;
            }
        }
    }

    private void rewind(Database after, Subtask subtask) {
        if (!subtask.isResumed) {
            throw new Violation("a database is ahead of a restart of the same run");
        }
        after.setBackTo = subtask.restored;
        if (!rules.have(Flaw.LATER_ROWS_STAY)) {
            after.removeLater(subtask.restored);
        }
        for (int i = 0; i < after.indices.size(); i++) {
            Index index = after.changed(i);
            index.marker = Math.min(index.marker, subtask.restored);
        }
    }

    private void setCuts(Database after, Subtask subtask) {
        int parallelism =
                rules.have(Flaw.PARALLELISM_OF_START)
                        ? subtask.parallelism
                        : subtask.restoredParallelism;
        for (int i = 0; i < after.indices.size(); i++) {
            int cut = after.indices.get(i).cut;
            boolean isLater = cut > subtask.restored && !rules.have(Flaw.LATER_CUT_STAYS);
            if (isLater || (i == subtask.index && isRaised(after.indices.get(i), subtask))) {
                boolean isNew = cut == Index.NO_ROW && rules.have(Flaw.NEW_INDEX_AT_ZERO);
                after.changed(i).setCut(isNew ? 0 : subtask.restored, parallelism);
            }
        }
        after.changed(subtask.index).ended = false;
    }

    /** What sealed nothing at the restored checkpoint has nothing to commit that would raise it. */
    private boolean isRaised(Index own, Subtask subtask) {
        if (own.cut == Index.NO_ROW) {
            return !rules.have(Flaw.NEW_INDEX_WITHOUT_ROW);
        }
        boolean wasRetired = subtask.index >= subtask.restoredParallelism;
        return own.cut < subtask.restored
                && ((wasRetired && !rules.have(Flaw.RETIRED_INDEX_STAYS))
                        || (own.ended && !rules.have(Flaw.ENDED_INDEX_STAYS)));
    }
}

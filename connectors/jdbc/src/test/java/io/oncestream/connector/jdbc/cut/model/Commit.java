package io.oncestream.connector.jdbc.cut.model;

import java.util.List;

/** One sealed transaction in one database. */
record Commit(Rules rules, Subtask writer, Handle handle, int database) {
    boolean isFenced(Database at) {
        return !rules.have(Flaw.NO_FENCE) && at.indices.get(writer.index).fence != writer.attempt;
    }

    boolean isInTurn(Database at) {
        return isCovered(at) || precedes(at.indices.get(handle.subtask()));
    }

    private boolean precedes(Index marker) {
        if (rules.have(Flaw.COMMIT_AFTER_ANY)
                || rules.have(Flaw.NO_SKIP)
                || rules.have(Flaw.NO_ROWS_NO_MARK)) {
            return true;
        }
        return marker.epoch == handle.epoch()
                ? marker.marker == handle.previous()
                : marker.epoch < handle.epoch()
                        && marker.marker < handle.checkpoint()
                        && handle.previous() == 0;
    }

    private boolean isCovered(Database at) {
        Index marker = at.indices.get(handle.subtask());
        return marker.epoch >= handle.epoch()
                && marker.marker >= handle.checkpoint()
                && !rules.have(Flaw.NO_SKIP);
    }

    boolean hasNoEffect(Database at) {
        if (rules.have(Flaw.NO_ROWS_NO_MARK) && !hasRows()) {
            return true;
        }
        return isCovered(at) && (rules.have(Flaw.SKIP_LEAVES_CUT) || withCut(at).equals(at));
    }

    private boolean hasRows() {
        int first = Cells.cell(database, 0);
        return handle.rows().subList(first, first + Cells.GROUPS).stream().anyMatch(v -> v > 0);
    }

    Database withRows(Database at) {
        if (isCovered(at)) {
            return at;
        }
        Database after = at.copy();
        int label = rules.have(Flaw.LABEL_IS_NOTIFIED) ? writer.known() : handle.checkpoint();
        List<Integer> rows = handle.rows();
        for (int group = 0; group < Cells.GROUPS; group++) {
            int value = rows.get(Cells.cell(database, group));
            if (value > 0) {
                after.insert(group, label, value);
            }
        }
        Index index = after.changed(handle.subtask());
        index.epoch = handle.epoch();
        index.marker = handle.checkpoint();
        return after;
    }

    /** Only a checkpoint that is known to be complete moves the cut. */
    Database withCut(Database at) {
        if (handle.checkpoint() != writer.known() && !rules.have(Flaw.CUT_IS_SEALED)) {
            return at;
        }
        Database after = at.copy();
        Index index =
                after.changed(rules.have(Flaw.CUT_OF_COMMITTER) ? writer.index : handle.subtask());
        if (index.cut < handle.checkpoint()) {
            index.setCut(handle.checkpoint(), handle.parallelism());
        }
        if (handle.last() && isItsEnd()) {
            after.changed(handle.subtask()).ended = true;
        }
        return after;
    }

    /** Whom a recovery commits for was started again. */
    private boolean isItsEnd() {
        boolean isOwn = writer.step == Subtask.UP && handle.epoch() == writer.attempt;
        return (isOwn || rules.have(Flaw.RECOVERY_ENDS)) && !rules.have(Flaw.END_IS_NOT_TOLD);
    }
}

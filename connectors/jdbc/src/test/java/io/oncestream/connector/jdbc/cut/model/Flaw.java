package io.oncestream.connector.jdbc.cut.model;

/** Each breaks one rule of the protocol, and in one of the scenarios that shows. */
enum Flaw {
    CUT_BEFORE_ROWS(Scenario.CRASH_READ, "the cut moves in a transaction before that of the rows"),
    NEWEST_INDEX(Scenario.CRASH_READ, "a database's cut is that of any index"),
    NEWEST_DATABASE(Scenario.CRASH_READ, "the cut is that of any database"),
    NO_ROWS_NO_MARK(Scenario.CRASH_READ, "marker and cut stay where a checkpoint has no rows"),
    CUT_IS_SEALED(Scenario.ABORT, "a checkpoint moves the cut that was aborted"),
    SKIP_LEAVES_CUT(Scenario.SAVEPOINT, "the cut stays where the rows are there already"),
    CUT_OF_COMMITTER(Scenario.CRASH, "the cut moves of who commits, not of who sealed"),
    LABEL_IS_NOTIFIED(
            Scenario.CRASH, "rows tell the checkpoint that the sink was told of, not their own"),
    COMMIT_AT_BARRIER(Scenario.CRASH_READ, "rows are written before the checkpoint is complete"),
    NO_FENCE(Scenario.ZOMBIE, "who was replaced may commit"),
    INDICES_OF_LATEST_START(Scenario.CRASH, "the indices of the latest start are asked"),
    INDICES_OF_ALL_STARTS(Scenario.CRASH, "all indices that ever were are asked"),
    END_IS_NOT_TOLD(Scenario.END, "an index whose input has ended is waited for"),
    RECOVERY_ENDS(
            Scenario.END,
            "who recovers a last transaction ends its index, which was started again"),
    NEW_INDEX_WITHOUT_ROW(Scenario.CRASH_OF_ONE, "a new index has no row before its first commit"),
    NEW_INDEX_AT_ZERO(Scenario.CRASH_OF_ONE, "a new index begins before what was restored"),
    ENDED_INDEX_STAYS(Scenario.END, "one that had ended begins there too"),
    RETIRED_INDEX_STAYS(Scenario.TWO_CRASHES, "one that had been retired begins there too"),
    PARALLELISM_OF_START(
            Scenario.END,
            "what a start raises has its own parallelism, not that of the checkpoint"),
    LATER_CUT_STAYS(Scenario.REWIND_OF_ONE, "a rewind leaves the cuts"),
    LATER_ROWS_STAY(Scenario.REWIND_OF_ONE, "a rewind leaves the rows"),
    LATER_PUBLISHED_STAY(Scenario.REWIND_OF_ONE, "a rewind leaves what was published"),
    RUNS_ARE_NOT_COMPARED(Scenario.REWIND_OF_ONE, "a reader looks at no run"),
    NO_SECOND_LOOK(
            Scenario.REWIND_OF_ONE, "a reader does not look again in the snapshot of the rows"),
    NO_SECOND_LOOK_AT_RUN(
            Scenario.REWIND_OF_ONE, "a reader looks again at the cut and not at the run"),
    HORIZON_OF_OWN_CUT(Scenario.CLEAN_UP, "a database removes what is older than its own cut"),
    NEWEST_BELOW_HORIZON_GOES(Scenario.CLEAN_UP, "a key's newest version goes too"),
    READER_IGNORES_HORIZON(Scenario.CLEAN_UP, "a reader does not see that versions were removed"),
    CLEAN_UP_IGNORES_CLAIM(Scenario.CLEAN_UP, "a run goes on removing while another one looks"),
    LOOK_BEFORE_CLAIM(Scenario.CLEAN_UP, "a start looks and then claims"),
    START_IGNORES_HORIZON(Scenario.CLEAN_UP, "a start goes back to where versions were removed"),
    NO_FIRST_PASS(Scenario.CLEAN_UP, "a start changes a database before it has looked at all"),
    NO_SKIP(Scenario.CRASH, "what is there is written again"),
    COMMIT_AFTER_FAILED(Scenario.FAILURE, "a commit that failed is not the last"),
    COMMIT_AFTER_ANY(Scenario.FAILURE, "the same, and the next is taken without its predecessor"),
    RETURN_AT_FIRST(Scenario.CRASH, "a transaction leaves the state before all databases have it"),
    UNALIGNED(Scenario.CRASH_READ, "rows overtake a barrier or are overtaken by it");

    private final Scenario scenario;
    private final String text;

    Flaw(Scenario scenario, String text) {
        this.scenario = scenario;
        this.text = text;
    }

    Scenario scenario() {
        return scenario;
    }

    @Override
    public String toString() {
        return text;
    }
}

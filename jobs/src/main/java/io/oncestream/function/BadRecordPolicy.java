package io.oncestream.function;

/** What a job does with a record that it cannot use. */
public enum BadRecordPolicy {
    /** It goes to the rejects table and the job continues. */
    REJECT("reject"),
    /** The first one ends the job. */
    FAIL("fail");

    private final String option;

    BadRecordPolicy(String option) {
        this.option = option;
    }

    /** The word at the command line. */
    @Override
    public String toString() {
        return option;
    }
}

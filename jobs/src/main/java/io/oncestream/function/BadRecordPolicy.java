package io.oncestream.function;

/** What a job does with a record that it cannot use. */
public enum BadRecordPolicy {
    /** It goes to the rejects table and the job continues. */
    REJECT,
    /** The first one ends the job. */
    FAIL
}

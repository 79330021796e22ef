package io.oncestream.job.quorum;

/** Why an observation that a feed has signed has no effect on a value. */
enum Unused {
    /** The same is there already. */
    REPEATED("observationsRepeated"),
    /** The feed has signed two values for the round already. */
    THIRD_VALUE("observationsThirdValue"),
    /** The round is older than those that are remembered. */
    TOO_OLD("observationsTooOld"),
    /** The round's median is decided; a second value is evidence still. */
    LATE("observationsLate");

    private final String metric;

    Unused(String metric) {
        this.metric = metric;
    }

    String metric() {
        return metric;
    }
}

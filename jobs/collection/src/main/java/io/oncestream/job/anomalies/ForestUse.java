package io.oncestream.job.anomalies;

/** What a forest of a key is for. */
enum ForestUse {
    OUTLIERS("outliers"),
    FORECAST("forecast");

    private final String word;

    ForestUse(String word) {
        this.word = word;
    }

    /** By which it is in the state: never changed. */
    String word() {
        return word;
    }
}

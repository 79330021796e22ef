package io.oncestream.connector.jdbc.cut.model;

/** Some of the steps that lead from a state to others, each at most one transaction. */
interface Actions {
    /** Where the steps are collected. */
    interface Steps {
        /** One that happens sooner or later. */
        void must(State after, String what, Object... about);

        /** One that may happen or not: a fault, or somebody who reads. */
        void may(State after, String what, Object... about);
    }

    void from(State state, Steps steps);
}

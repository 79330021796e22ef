package io.oncestream.connector.jdbc.paxos;

/** The names of registers, by what they are of. */
final class Registers {

    /** The one of all lineages. */
    static final String LINEAGES = "lineages";

    private static final String COUNTER = "counter:";

    private Registers() {}

    static String counter(String name) {
        return COUNTER + name;
    }

    static String counterOf(String register) {
        return register.substring(COUNTER.length());
    }

    static String index(String lineage, int subtask) {
        return "index:" + lineage + ":" + subtask;
    }
}

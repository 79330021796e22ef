package io.oncestream.connector.jdbc.paxos;

import java.util.SortedMap;
import java.util.SortedSet;

/** What is asked of all databases at once. Asking again does no harm, however late it comes. */
public sealed interface Request {

    /** Each register promises, if it may; answered by the registers as they are then. */
    record Prepare(Ballot ballot, SortedSet<String> registers) implements Request {}

    /** Each register takes its value, if it may; answered by the registers as they are then. */
    record Accept(Ballot ballot, SortedMap<String, String> values) implements Request {}

    /** The tables that everyone reads get these; answered by no registers. */
    record Deliver(Delivery delivery) implements Request {}
}

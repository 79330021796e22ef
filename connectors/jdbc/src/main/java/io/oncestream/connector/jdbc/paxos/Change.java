package io.oncestream.connector.jdbc.paxos;

import org.jspecify.annotations.Nullable;

/**
 * What is done to a register. It may be done several times, to other values, until one is decided.
 */
interface Change<R> {

    /**
     * Without any effect of its own.
     *
     * @param value null before the first
     */
    Changed<R> of(@Nullable String value);
}

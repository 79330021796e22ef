package io.oncestream.connector.jdbc;

import java.io.Serializable;

/**
 * One of the databases that a sink writes.
 *
 * @param name by which messages and metrics call it
 */
public record Participant(String name, DatabaseAddress address) implements Serializable {}

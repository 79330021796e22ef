package io.oncestream.connector.jdbc.cut;

/**
 * A complete checkpoint at which all databases of a sink are read: what it has is the rows whose
 * {@code _tx} is up to it, and of versions each key's newest of these.
 *
 * @param checkpoint its id; ids repeat in runs that go on from one checkpoint
 * @param run in which it is read; the same id in another run may have other rows
 */
public record Cut(long checkpoint, String run) {}

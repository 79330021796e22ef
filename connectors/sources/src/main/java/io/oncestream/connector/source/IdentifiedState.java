package io.oncestream.connector.source;

/**
 * An enumerator's state, and what it is of.
 *
 * @param identity empty in state of before there were identities
 * @param version of the source's own serializer
 * @param bytes which that serializer reads
 */
@SuppressWarnings("ArrayRecordComponent") // States are not compared.
record IdentifiedState(String identity, int version, byte[] bytes) {}

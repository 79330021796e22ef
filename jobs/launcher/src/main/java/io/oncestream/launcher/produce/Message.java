package io.oncestream.launcher.produce;

import org.jspecify.annotations.Nullable;

/** What is sent at once. It is not copied: nobody changes the bytes. */
final class Message {

    private final byte @Nullable [] key;
    private final byte[] value;
    private final boolean forAllPartitions;

    /**
     * Takes the bytes as they are.
     *
     * @param key what decides the partition, where a target has any; null: anyone
     */
    Message(byte @Nullable [] key, byte[] value) {
        this(key, value, false);
    }

    private Message(byte @Nullable [] key, byte[] value, boolean forAllPartitions) {
        this.key = key;
        this.value = value;
        this.forAllPartitions = forAllPartitions;
    }

    /** One that each partition is to have, where a target has any: event time waits for all. */
    static Message forAllPartitions(byte[] value) {
        return new Message(null, value, true);
    }

    boolean isForAllPartitions() {
        return forAllPartitions;
    }

    byte @Nullable [] key() {
        return key;
    }

    byte[] value() {
        return value;
    }
}

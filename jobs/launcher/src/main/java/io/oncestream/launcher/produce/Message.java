package io.oncestream.launcher.produce;

import org.jspecify.annotations.Nullable;

/** What is sent at once. It is not copied: nobody changes the bytes. */
final class Message {

    private final byte @Nullable [] key;
    private final byte[] value;

    /**
     * Takes the bytes as they are.
     *
     * @param key what decides the partition, where a target has any; null: anyone
     */
    Message(byte @Nullable [] key, byte[] value) {
        this.key = key;
        this.value = value;
    }

    byte @Nullable [] key() {
        return key;
    }

    byte[] value() {
        return value;
    }
}

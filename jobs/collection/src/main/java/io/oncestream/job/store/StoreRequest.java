package io.oncestream.job.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * A command that a bucket can decide.
 *
 * @param value of a put; else null
 * @param ifVersion the version that the key must have for a put or a delete, 0 where it must have
 *     none; null: whatever it has
 */
record StoreRequest(String key, StoreOp op, @Nullable String value, @Nullable Long ifVersion) {

    static final int VALUE_BYTES_MAX = 64 << 10;

    /** Refuses what is out of bounds, by an {@link IllegalArgumentException} with what it is. */
    StoreRequest {
        if ((value != null) != (op == StoreOp.PUT)) {
            throw new IllegalArgumentException(
                    value == null
                            ? "a put needs a value"
                            : "a %s has no value".formatted(word(op)));
        }
        if (value != null && value.getBytes(UTF_8).length > VALUE_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "value has %d bytes in UTF-8: it must have at most %d"
                            .formatted(value.getBytes(UTF_8).length, VALUE_BYTES_MAX));
        }
        if (ifVersion != null && op == StoreOp.GET) {
            throw new IllegalArgumentException("a get has no if_version");
        }
        if (ifVersion != null && ifVersion < 0) {
            throw new IllegalArgumentException(
                    "if_version is %d: it must be 0 or a version".formatted(ifVersion));
        }
    }

    private static String word(StoreOp op) {
        return op == StoreOp.GET ? "get" : "delete";
    }

    String text() {
        if (value == null) {
            throw new IllegalStateException("only a put has a value");
        }
        return value;
    }
}

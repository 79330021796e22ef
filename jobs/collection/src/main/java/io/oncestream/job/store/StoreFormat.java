package io.oncestream.job.store;

import io.oncestream.connector.format.CommandFormat;
import io.oncestream.function.request.StorableText;
import io.oncestream.state.command.Command;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a command is written: {@code key, id, op, time} and of a put {@code value}; {@code
 * if_version} of a put or a delete. About the ring: {@code id, op, time} and {@code shard}, of a
 * move {@code bucket} too.
 */
final class StoreFormat {

    static final String JOIN = "join";
    static final String LEAVE = "leave";
    static final String MOVE = "move";

    private static final String VALUE = "value";
    private static final String IF_VERSION = "if_version";
    private static final String SHARD = "shard";
    private static final String BUCKET = "bucket";

    /** In code points: one that is longer is no value, but still has an answer. */
    private static final int VALUE_LENGTH_MAX = 256 << 10;

    /** Nothing else is required: what has an id gets an answer. */
    static final CommandFormat COMMANDS =
            new CommandFormat(
                            "key",
                            "id",
                            "op",
                            "time",
                            List.of(),
                            List.of(VALUE, IF_VERSION, SHARD, BUCKET))
                    .withKeyIfThere()
                    .withLengthMax(VALUE, VALUE_LENGTH_MAX);

    private static final Map<String, StoreOp> OPS =
            Map.of("get", StoreOp.GET, "put", StoreOp.PUT, "delete", StoreOp.DELETE);

    private static final Set<String> OF_RING = Set.of(JOIN, LEAVE, MOVE);

    private StoreFormat() {}

    /** Whether a command is about no key: whatever it asks for, the ring answers it. */
    static boolean isAboutRing(Command command) {
        return command.key().isEmpty();
    }

    /**
     * Checks a command about a key.
     *
     * @throws IllegalArgumentException with one sentence for a person
     */
    static StoreRequest request(Command command) {
        StoreOp op = OPS.get(command.op());
        if (op == null) {
            throw new IllegalArgumentException(
                    OF_RING.contains(command.op())
                            ? "a %s has no key".formatted(command.op())
                            : unknown(command));
        }
        requireNone(command, SHARD, BUCKET);
        String value = command.fields().get(VALUE);
        if (value != null && !StorableText.is(value)) {
            throw new IllegalArgumentException(
                    "value has a character that no database stores, such as NUL");
        }
        return new StoreRequest(command.key(), op, value, number(command, IF_VERSION));
    }

    /**
     * The shard of a command about the ring.
     *
     * @throws IllegalArgumentException with one sentence for a person
     */
    static String shard(Command command) {
        if (!OF_RING.contains(command.op())) {
            throw new IllegalArgumentException(
                    OPS.containsKey(command.op()) ? "key is missing" : unknown(command));
        }
        requireNone(command, VALUE, IF_VERSION);
        if (!command.op().equals(MOVE)) {
            requireNone(command, BUCKET);
        }
        String shard = command.fields().get(SHARD);
        if (shard == null || !StorableText.is(shard)) {
            throw new IllegalArgumentException("shard is missing, or no name");
        }
        return shard;
    }

    /**
     * The bucket of a move.
     *
     * @throws IllegalArgumentException with one sentence for a person
     */
    static int bucket(Command command) {
        Long bucket = number(command, BUCKET);
        if (bucket == null) {
            throw new IllegalArgumentException("bucket is missing");
        }
        if (bucket < 0 || bucket > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("there is no bucket " + bucket);
        }
        return bucket.intValue();
    }

    private static String unknown(Command command) {
        return "op is %s: it must be get, put, delete, join, leave or move".formatted(command.op());
    }

    private static void requireNone(Command command, String... names) {
        for (String name : names) {
            if (command.fields().containsKey(name)) {
                throw new IllegalArgumentException("a %s has no %s".formatted(command.op(), name));
            }
        }
    }

    private static @Nullable Long number(Command command, String name) {
        String text = command.fields().get(name);
        if (text == null) {
            return null;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s must be a whole number of 64 bits".formatted(name), e);
        }
    }
}

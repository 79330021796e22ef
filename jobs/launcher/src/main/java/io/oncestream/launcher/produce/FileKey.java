package io.oncestream.launcher.produce;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.oncestream.connector.format.CommandFormat;
import io.oncestream.state.command.Command;
import org.jspecify.annotations.Nullable;

/**
 * What decides where a message of a file goes.
 *
 * @param column which column or field is the messages' key; null: none
 * @param op which one says what a command asks for; null: they are no commands
 * @param opNeeded whether a header must have it; where not, one without it has no ticks
 */
record FileKey(@Nullable String column, @Nullable String op, boolean opNeeded) {

    static FileKey ofColumn(@Nullable String column) {
        return new FileKey(column, null, false);
    }

    /** Of commands: all of one key go to one partition, and ticks to each. */
    static FileKey ofCommands(CommandFormat commands) {
        return new FileKey(commands.key(), commands.op(), commands.impliedOp() == null);
    }

    boolean hasOps() {
        return op != null;
    }

    static boolean isTick(@Nullable String op) {
        return Command.TICK.equals(op);
    }

    static Message message(@Nullable String key, byte[] value) {
        return new Message(key == null ? null : key.getBytes(UTF_8), value);
    }
}

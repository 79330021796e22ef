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
 */
record FileKey(@Nullable String column, @Nullable String op) {

    static FileKey ofColumn(@Nullable String column) {
        return new FileKey(column, null);
    }

    /** Of commands: all of one key go to one partition, and ticks to each. */
    static FileKey ofCommands(CommandFormat commands) {
        return new FileKey(commands.key(), commands.op());
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

package io.oncestream.function.request;

import io.oncestream.state.command.Command;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Texts that a database can have: all of Unicode but NUL and half a character. */
public final class StorableText {

    private StorableText() {}

    public static boolean is(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** Why a command cannot even be answered, in a sentence for a person; null where it can. */
    public static @Nullable String unanswerable(Command command) {
        return Stream.of(command.key(), command.id(), command.op()).allMatch(StorableText::is)
                ? null
                : "its key, id or op has a character that no database stores, such as NUL";
    }
}

package io.oncestream.launcher.store;

import io.oncestream.launcher.ask.AnswerTable.Answer;
import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.home.Home;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a word changes a key: its options, and what it says. */
final class Change {

    @Option(
            names = "--if-version",
            paramLabel = "N",
            description =
                    "Only if the key has this version, 0 where it must have no value. Default:"
                            + " whatever it has.")
    private @Nullable Long ifVersion;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description =
                    "Of this command. Within the job's --remember what was done by an id is not"
                            + " done again: the answer is that of the first time. Default: a new"
                            + " one.")
    private String id = UUID.randomUUID().toString();

    @Mixin private final StorePlace store = new StorePlace();

    /**
     * Asks and, where it is done, waits until who reads sees it. Returns the exit code.
     *
     * @param value of a put; else null
     */
    int make(Home home, Console console, String op, String key, @Nullable String value)
            throws InterruptedException {
        Map<String, String> fields = new HashMap<>(Map.of("key", key, "id", id, "op", op));
        if (value != null) {
            fields.put("value", value);
        }
        if (ifVersion != null) {
            fields.put("if_version", Long.toString(ifVersion));
        }
        boolean isDone;
        String said;
        console.step("waiting for the answer");
        try {
            Answer answer = store.ask(home, fields);
            boolean isOfThis =
                    answer.text("op").equals(op)
                            && (value == null || answer.text("value").equals(value));
            isDone = answer.text("outcome").equals("ok") && isOfThis;
            if (isDone) {
                awaitSeen(home, key, Long.parseLong(answer.text("seq")));
            }
            said = isDone ? now(key, answer) : refusal(key, answer);
        } finally {
            console.clear();
        }
        console.out.println(said);
        console.out.flush();
        return isDone ? 0 : 1;
    }

    /** The answer may be there before the shard has it. */
    private void awaitSeen(Home home, String key, long seq) {
        try {
            store.read(home, reader -> reader.strong(key, seq));
        } catch (FailureException e) {
            throw new FailureException("it is done, but not seen yet: " + e.getMessage(), e);
        }
    }

    private static String now(String key, Answer answer) {
        String version = answer.text("version");
        return version.equals("0")
                ? StoreCommand.absent(key)
                : StoreCommand.text(key, answer.text("value"), version);
    }

    private String refusal(String key, Answer answer) {
        String outcome = answer.text("outcome");
        return switch (outcome) {
            case "ok" ->
                    "refused: another command has the id %s already: %s %s"
                            .formatted(id, answer.text("op"), answer.text("value"))
                            .strip();
            case "absent" -> StoreCommand.absent(key);
            case "conflict" -> "conflict: " + now(key, answer);
            default -> "%s: %s".formatted(outcome, answer.text("reason"));
        };
    }
}

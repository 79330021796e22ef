package io.oncestream.launcher.store;

import io.oncestream.launcher.ask.AnswerTable.Answer;
import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.home.Home;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** How a word changes the ring. */
final class RingChange {

    @Parameters(paramLabel = "SHARD", description = "As --to or --spare of the job names it.")
    private String shard = "";

    @Mixin private final StorePlace store = new StorePlace();

    /**
     * Asks. Returns the exit code.
     *
     * @param done what is said of the shard then
     */
    int make(Home home, Console console, String op, String done) throws InterruptedException {
        console.step("waiting for the answer");
        Answer answer;
        try {
            String id = UUID.randomUUID().toString();
            answer = store.ask(home, Map.of("id", id, "op", op, "shard", shard));
        } finally {
            console.clear();
        }
        String outcome = answer.text("outcome");
        boolean isDone = outcome.equals("ok");
        console.out.println(
                isDone ? shard + " " + done : "%s: %s".formatted(outcome, answer.text("reason")));
        console.out.flush();
        return isDone ? 0 : 1;
    }
}

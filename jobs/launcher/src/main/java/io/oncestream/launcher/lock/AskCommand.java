package io.oncestream.launcher.lock;

import io.oncestream.launcher.ask.AnswerTable.Answer;
import io.oncestream.launcher.ask.AskedJob;
import io.oncestream.launcher.console.ConsoleCommand;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command to the lock service: prints its answer, and ends with 0 if it was what was wanted. */
abstract class AskCommand extends ConsoleCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "DOMAIN/NAME",
            converter = LockTarget.Converter.class,
            description = "The resource.")
    private LockTarget target = new LockTarget("", "");

    @Option(
            names = "--owner",
            required = true,
            paramLabel = "NAME",
            description = "Who asks: one name for each worker.")
    private String owner = "";

    @Mixin private final AskedJob service = LockCommand.service();

    /** As commands write it. */
    abstract String op();

    /** The outcome with which the answer says yes. */
    abstract String wanted();

    abstract void addFields(Map<String, String> fields);

    /** How long the job may let the command wait. */
    Duration waitMax() {
        return Duration.ZERO;
    }

    @Override
    public Integer call() throws Exception {
        Map<String, String> fields = new HashMap<>();
        fields.put("domain", target.domain());
        fields.put("resource", target.resource());
        fields.put("id", UUID.randomUUID().toString());
        fields.put("op", op());
        fields.put("owner", owner);
        addFields(fields);
        console.step("waiting for the answer");
        Answer answer;
        try {
            answer = service.ask(home, fields, waitMax());
        } finally {
            console.clear();
        }
        console.out.println(text(answer));
        console.out.flush();
        return answer.text("outcome").equals(wanted()) ? 0 : 1;
    }

    private static String text(Answer answer) {
        StringBuilder text = new StringBuilder(answer.text("outcome"));
        append(text, " token ", answer.text("token"));
        append(text, " until ", answer.text("lease_end"));
        append(text, ": ", answer.text("reason"));
        return text.toString();
    }

    private static void append(StringBuilder text, String before, String what) {
        if (!what.isEmpty()) {
            text.append(before).append(what);
        }
    }
}

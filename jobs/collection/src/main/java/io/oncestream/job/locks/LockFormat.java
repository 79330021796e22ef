package io.oncestream.job.locks;

import io.oncestream.cli.DurationConverter;
import io.oncestream.connector.format.CommandFormat;
import io.oncestream.state.command.Command;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.TypeConversionException;

/** How a command of the lock service is written. */
final class LockFormat {

    private static final String RESOURCE = "resource";
    private static final String OWNER = "owner";
    private static final String LEASE = "lease";
    private static final String WAIT = "wait";
    private static final String TOKEN = "token";

    static final CommandFormat COMMANDS =
            new CommandFormat(
                    "domain",
                    "id",
                    "op",
                    "time",
                    List.of(RESOURCE, OWNER),
                    List.of(LEASE, WAIT, TOKEN));

    private LockFormat() {}

    /**
     * Checks a command.
     *
     * @throws IllegalArgumentException with one sentence for a person
     */
    static LockRequest request(Command command) {
        LockOp op = LockOp.of(command.op());
        Map<String, String> fields = command.fields();
        boolean takes = op == LockOp.TRY_LOCK || op == LockOp.ACQUIRE;
        return new LockRequest(
                command.key(),
                command.id(),
                fields.getOrDefault(RESOURCE, ""),
                fields.getOrDefault(OWNER, ""),
                op,
                takes || op == LockOp.RENEW ? duration(LEASE, fields) : Duration.ZERO,
                op == LockOp.ACQUIRE ? duration(WAIT, fields) : Duration.ZERO,
                takes ? 0 : token(fields),
                command.time());
    }

    /** The same command, which was refused with a reason. */
    static InvalidRequest invalid(Command command, String reason) {
        return new InvalidRequest(
                command.key(),
                command.id(),
                command.fields().getOrDefault(RESOURCE, ""),
                command.fields().getOrDefault(OWNER, ""),
                command.op(),
                command.time(),
                reason);
    }

    private static Duration duration(String name, Map<String, String> fields) {
        try {
            return new DurationConverter().convert(required(name, fields));
        } catch (TypeConversionException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    private static long token(Map<String, String> fields) {
        String text = required(TOKEN, fields);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "token is '%s': it must be the number of a grant".formatted(text), e);
        }
    }

    private static String required(String name, Map<String, String> fields) {
        String text = fields.get(name);
        if (text == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return text;
    }
}

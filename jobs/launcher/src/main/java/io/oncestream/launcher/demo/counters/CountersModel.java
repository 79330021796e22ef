package io.oncestream.launcher.demo.counters;

import io.oncestream.check.Model;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A counter by its rules alone, with which the answers of jobs are compared: all that there are,
 * since a version that is missing shows too.
 */
final class CountersModel implements Model<AnswerRow> {

    private static final int BITS = Long.SIZE - 1;

    private final Map<String, SentCommand> sent;
    private BigInteger n = BigInteger.ZERO;
    private long version;
    private long place;

    /**
     * A counter that nobody has added to.
     *
     * @param sent what was sent, by ids
     */
    CountersModel(Map<String, SentCommand> sent) {
        this.sent = sent;
    }

    @Override
    public Optional<String> decides(AnswerRow answer) {
        Optional<String> misplaced = misplaced(answer);
        SentCommand command = sent.get(answer.id());
        if (command == null) {
            return Optional.of("nobody sent it");
        }
        String expected = decide(command);
        if (!answer.outcome().equals(expected)) {
            return Optional.of("it should be " + expected);
        }
        if (answer.n() != n.longValueExact()) {
            long wrong = n.longValueExact();
            n = BigInteger.valueOf(answer.n());
            return Optional.of("it should be " + wrong);
        }
        return isSame(command, answer) ? misplaced : Optional.of("sent was " + command);
    }

    /** What commands add together, where none of them overflows. */
    static long sum(Collection<SentCommand> commands) {
        return commands.stream()
                .filter(each -> each.op().equals("add"))
                .map(CountersModel::amount)
                .filter(Objects::nonNull)
                .mapToLong(BigInteger::longValue)
                .sum();
    }

    /** A version is a transaction, and both count without gaps. */
    private Optional<String> misplaced(AnswerRow answer) {
        boolean isNext =
                answer.version() == version
                        ? answer.place() == place + 1
                        : answer.version() == version + 1 && answer.place() == 0;
        String before = "it is behind version %d, place %d".formatted(version, place);
        version = answer.version();
        place = answer.place();
        return isNext ? Optional.empty() : Optional.of(before);
    }

    private String decide(SentCommand command) {
        if (command.op().equals("read")) {
            return "ok";
        }
        @Nullable BigInteger amount = amount(command);
        if (amount == null) {
            return "invalid";
        }
        if (n.add(amount).bitLength() > BITS) {
            return "overflow";
        }
        n = n.add(amount);
        return "ok";
    }

    private static @Nullable BigInteger amount(SentCommand command) {
        String text = command.amount();
        if (text == null || !text.matches("-?\\d+")) {
            return null;
        }
        BigInteger amount = new BigInteger(text);
        return amount.bitLength() > BITS ? null : amount;
    }

    private static boolean isSame(SentCommand command, AnswerRow answer) {
        @Nullable BigInteger amount = amount(command);
        return command.counter().equals(answer.counter())
                && command.op().equals(answer.op())
                && Objects.equals(answer.amount(), amount == null ? null : amount.longValue());
    }
}

package io.oncestream.launcher.counter;

import io.oncestream.launcher.ask.AnswerTable.Answer;
import io.oncestream.launcher.ask.AskedJob;
import io.oncestream.launcher.console.ConsoleCommand;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code counter add}: ends with 0 if the amount is in the counter. */
@Command(name = "add", description = "Adds to a counter, and says what it is then.")
final class AddCommand extends ConsoleCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAME", description = "The counter.")
    private String name = "";

    @Parameters(
            index = "1",
            paramLabel = "AMOUNT",
            converter = Whole.class,
            description = "A whole number of 64 bits, which may be negative.")
    private BigInteger amount = BigInteger.ZERO;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description =
                    "Of this command. Within the job's --remember what was added by an id is not"
                            + " added again: the answer is that of the first time. Default: a new"
                            + " one.")
    private String id = UUID.randomUUID().toString();

    @Mixin private final AskedJob counters = CounterCommand.counters();

    /** One that is too large is the job's to refuse. */
    private static final class Whole implements ITypeConverter<BigInteger> {
        @Override
        public BigInteger convert(String text) {
            if (!text.matches("-?[0-9]+")) {
                throw new TypeConversionException(
                        "'%s' is no amount: give a whole number, as 5 or -5".formatted(text));
            }
            return new BigInteger(text);
        }
    }

    /** A negative amount is no option. */
    @Spec
    void takeNegativeAmounts(CommandSpec spec) {
        spec.parser().unmatchedOptionsArePositionalParams(true);
    }

    @Override
    public Integer call() throws Exception {
        console.step("waiting for the answer");
        Answer answer;
        try {
            answer =
                    counters.ask(
                            home,
                            Map.of(
                                    "counter",
                                    name,
                                    "id",
                                    id,
                                    "op",
                                    "add",
                                    "amount",
                                    amount.toString()),
                            Duration.ZERO);
        } finally {
            console.clear();
        }
        boolean isAdded = answer.text("outcome").equals("ok") && isOfThis(answer);
        console.out.println(
                isAdded
                        ? CounterCommand.text(name, answer.text("n"), answer.text("version"))
                        : refusal(answer));
        console.out.flush();
        return isAdded ? 0 : 1;
    }

    /** The id may be one that another command had before. */
    private boolean isOfThis(Answer answer) {
        return answer.text("amount").equals(amount.toString());
    }

    private String refusal(Answer answer) {
        String outcome = answer.text("outcome");
        String now = CounterCommand.text(name, answer.text("n"), answer.text("version"));
        return switch (outcome) {
            case "ok" ->
                    "refused: another command has the id %s already: %s %s"
                            .formatted(id, answer.text("op"), answer.text("amount"))
                            .strip();
            case "overflow" ->
                    "overflow: %s, and the sum would be no number of 64 bits".formatted(now);
            default -> "%s: %s".formatted(outcome, answer.text("reason"));
        };
    }
}

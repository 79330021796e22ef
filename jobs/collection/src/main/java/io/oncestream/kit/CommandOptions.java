package io.oncestream.kit;

import io.oncestream.cli.DurationConverter;
import io.oncestream.cli.source.RecordOptions;
import io.oncestream.connector.format.CommandFormat;
import io.oncestream.connector.format.RecordMapper;
import io.oncestream.function.Input;
import io.oncestream.state.command.Command;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** What jobs that take commands share: which fields these have is for the job to say. */
public final class CommandOptions implements RecordOptions<Command> {

    private static final Duration REMEMBER_MAX = Duration.ofDays(36_525); // a century

    private final CommandFormat format;

    @Option(
            names = "--remember",
            paramLabel = "DURATION",
            converter = AsTyped.Converter.class,
            description =
                    "How far event time may be past a command's time for it to be done: until then"
                            + " its id is remembered, and a repeat has no effect. One that comes"
                            + " later goes to the table TABLE_refused, and is not done. Default:"
                            + " ${DEFAULT-VALUE}.")
    private AsTyped remember;

    /** Of a job that remembers ids for an hour unless it is told otherwise. */
    public CommandOptions(CommandFormat format) {
        this(format, Duration.ofHours(1));
    }

    /** Of a job with another default of {@code --remember}. */
    public CommandOptions(CommandFormat format, Duration remember) {
        this.format = format;
        this.remember = new AsTyped(remember);
    }

    /** Shows as a person types it, in the help text too. */
    private record AsTyped(Duration duration) {

        @Override
        public String toString() {
            return DurationConverter.format(duration);
        }

        private static final class Converter implements ITypeConverter<AsTyped> {
            @Override
            public AsTyped convert(String text) {
                return new AsTyped(new DurationConverter().convert(text));
            }
        }
    }

    /**
     * How long ids are remembered.
     *
     * @throws IllegalArgumentException when that is too short or too long
     */
    public Duration remember() {
        Duration duration = remember.duration();
        if (duration.isZero() || duration.compareTo(REMEMBER_MAX) > 0) {
            throw new IllegalArgumentException(
                    "--remember is %s: it must be from 1ms to %s"
                            .formatted(remember, new AsTyped(REMEMBER_MAX)));
        }
        return duration;
    }

    @Override
    public Optional<CommandFormat> commands() {
        return Optional.of(format);
    }

    @Override
    public RecordMapper<Command> mapper() {
        return format;
    }

    @Override
    public Input.Time<Command> time() {
        return Command::time;
    }
}

package io.oncestream.kit;

import io.oncestream.cli.DurationConverter;
import io.oncestream.cli.source.RecordOptions;
import io.oncestream.connector.format.CommandFormat;
import io.oncestream.connector.format.RecordMapper;
import io.oncestream.function.Input;
import io.oncestream.state.command.Command;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What jobs that take commands share: which fields these have is for the job to say. */
public final class CommandOptions implements RecordOptions<Command> {

    private static final Duration REMEMBER_MAX = Duration.ofDays(36_525); // a century

    private final CommandFormat format;

    @Option(
            names = "--remember",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "1h",
            description =
                    "How far event time may be past a command's time for it to be done: until then"
                            + " its id is remembered, and a repeat has no effect. One that comes"
                            + " later goes to the table TABLE_refused, and is not done. Default:"
                            + " 1h.")
    private Duration remember = Duration.ofHours(1);

    public CommandOptions(CommandFormat format) {
        this.format = format;
    }

    /**
     * How long ids are remembered.
     *
     * @throws IllegalArgumentException when that is too short or too long
     */
    public Duration remember() {
        if (remember.isZero() || remember.compareTo(REMEMBER_MAX) > 0) {
            throw new IllegalArgumentException(
                    "--remember is %s: it must be from 1ms to %s"
                            .formatted(
                                    DurationConverter.format(remember),
                                    DurationConverter.format(REMEMBER_MAX)));
        }
        return remember;
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

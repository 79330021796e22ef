package io.oncestream.job.trends;

import io.oncestream.cli.source.RecordOptions;
import io.oncestream.connector.format.RecordMapper;
import io.oncestream.function.Input;
import io.oncestream.state.trends.TrendEvent;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Which columns events are made of. */
@Command
final class EventOptions implements RecordOptions<TrendEvent> {

    @Option(
            names = "--item",
            paramLabel = "COLUMN",
            description = "The column of the item; in JSON a field, as product.id. Needed.")
    private @Nullable String item;

    @Option(
            names = "--time",
            paramLabel = "COLUMN",
            description = "The column of the event time. Needed.")
    private @Nullable String time;

    @Option(
            names = "--user",
            paramLabel = "COLUMN",
            description =
                    "The column of the user: without one nobody is limited by --per-user, and there"
                            + " are no pushes. Default: no users.")
    private @Nullable String user;

    @Option(
            names = "--category",
            paramLabel = "COLUMN",
            description =
                    "The column of the category among whose items one rises. Default: all are in"
                            + " one category, the empty string.")
    private @Nullable String category;

    @Option(
            names = "--basket",
            paramLabel = "COLUMN",
            description =
                    "The column of the basket in which items are together. Default: what a user"
                            + " does without a pause of --gap is one.")
    private @Nullable String basket;

    @Option(
            names = "--weight",
            paramLabel = "COLUMN",
            description = "The column of a whole number, how often it was. Default: once.")
    private @Nullable String weight;

    @Override
    public RecordMapper<TrendEvent> mapper() {
        return new EventFormat(
                Objects.requireNonNull(item),
                Objects.requireNonNull(time),
                category,
                user,
                basket,
                weight);
    }

    @Override
    public List<String> required() {
        return List.of("--item", "--time");
    }

    @Override
    public Input.Time<TrendEvent> time() {
        return TrendEvent::time;
    }

    /** Whether there are users, who count for so much at most and are pushed to. */
    boolean hasUsers() {
        return user != null;
    }

    /** Whether there is anything that items are together in. */
    boolean hasBaskets() {
        return user != null || basket != null;
    }
}

package io.oncestream.kit;

import io.oncestream.cli.DatabaseOptions;
import io.oncestream.cli.ExecutionOptions;
import io.oncestream.cli.source.RecordOptions;
import io.oncestream.cli.source.SourceOptions;
import io.oncestream.connector.format.ComponentMapper;
import io.oncestream.connector.format.RecordMapper;
import io.oncestream.function.Input;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options of a job that makes one table of records, whose columns have the names of the
 * record's components, and has no options of its own.
 *
 * @param <T> a public record
 */
@Command(sortOptions = false)
public final class TableOptions<T extends Record> implements JobOptions {

    private final SourceOptions<T> source;

    /** The same: picocli reads no type that has a variable in it. */
    @Mixin private final SourceOptions<?> ofSource;

    @Mixin private final DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            description =
                    "The result table, created when missing; SCHEMA.TABLE for one in another schema"
                            + " than the connection's. Default: ${DEFAULT-VALUE}.")
    private String table;

    @Mixin private final ExecutionOptions execution = new ExecutionOptions();

    /**
     * Of a record and its event time.
     *
     * @param table the table without {@code --table}
     */
    public TableOptions(Class<T> record, Input.Time<T> time, String table) {
        this.source = new SourceOptions<>(new Components<>(record, time));
        this.ofSource = source;
        this.table = table;
    }

    @Override
    public SourceOptions<?> source() {
        return ofSource;
    }

    /** Finds and checks what there is to read. */
    public Input<T> input() {
        return source.input();
    }

    @Override
    public DatabaseOptions database() {
        return database;
    }

    @Override
    public ExecutionOptions execution() {
        return execution;
    }

    public String table() {
        return table;
    }

    @Override
    public List<String> tables() {
        return List.of(table, JobTables.rejected(table));
    }

    @Command
    private record Components<T extends Record>(Class<T> record, Input.Time<T> time)
            implements RecordOptions<T> {

        @Override
        public RecordMapper<T> mapper() {
            return new ComponentMapper<>(record);
        }
    }
}

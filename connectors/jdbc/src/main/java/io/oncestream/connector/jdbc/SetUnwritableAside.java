package io.oncestream.connector.jdbc;

import io.oncestream.connector.jdbc.database.Backoff;
import io.oncestream.connector.jdbc.database.DatabaseSession;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.connector.jdbc.database.ExistingTable;
import io.oncestream.connector.jdbc.database.TableShape;
import io.oncestream.connector.jdbc.rows.RowEncoder;
import io.oncestream.state.ledger.TableDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of a sink of the same mapping and database, and sends the rows that this sink
 * would end the job with to the side output {@link #UNWRITABLE}: a value out of its column's range,
 * a character that the database's encoding lacks, no value where the table takes no NULL.
 *
 * <p>It encodes each row once more, and looks at the database when it starts. What only the
 * database itself can tell, such as a CHECK of the user's, still fails the commit. It keeps no
 * state, and the order of the rows.
 *
 * @param <T> the record
 */
public final class SetUnwritableAside<T> extends ProcessFunction<T, T> {
    public static final OutputTag<UnwritableRow> UNWRITABLE =
            new OutputTag<>("unwritable", TypeInformation.of(UnwritableRow.class));

    private static final long serialVersionUID = 1L;
    private static final int TEXT_LENGTH_MAX = 10_000;

    private final DatabaseAddress database;
    private final TableMapping<T> mapping;
    private transient @Nullable RowEncoder encoder;

    /** For the rows of a sink with this address and this mapping. */
    public SetUnwritableAside(DatabaseAddress database, TableMapping<T> mapping) {
        this.database = database;
        this.mapping = mapping;
    }

    @Override
    public void open(OpenContext context) throws InterruptedException {
        try (DatabaseSession session = database.session(Backoff.DEFAULT, () -> {})) {
            encoder =
                    session.inTransaction(
                            "look at table " + mapping.table().name(), this::newEncoder);
        }
    }

    /** A column that takes no NULL in a table that is there takes none from the job. */
    private RowEncoder newEncoder(Connection connection) throws SQLException {
        Dialect dialect = database.dialect();
        TableDefinition wanted = mapping.table();
        Optional<ExistingTable> existing = dialect.describe(connection, wanted.name());
        TableDefinition table =
                existing.isPresent() ? TableShape.check(dialect, existing, wanted) : wanted;
        return dialect.newEncoder(table, dialect.limits(connection));
    }

    @Override
    public void processElement(T row, Context context, Collector<T> out) {
        @Nullable String fault = fault(row);
        if (fault == null) {
            out.collect(row);
        } else {
            context.output(UNWRITABLE, new UnwritableRow(mapping.table().name(), text(row), fault));
        }
    }

    private @Nullable String fault(T row) {
        RowEncoder probe = Objects.requireNonNull(encoder, "open comes first");
        try {
            mapping.encode(row, probe);
            probe.row();
            return null;
        } catch (SinkFailure refused) {
            return refused.getMessage();
        }
    }

    private static String text(Object row) {
        String text = row.toString();
        return text.length() <= TEXT_LENGTH_MAX
                ? text
                : text.substring(0, TEXT_LENGTH_MAX) + " ... (" + text.length() + " characters)";
    }
}

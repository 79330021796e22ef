package io.oncestream.connector.jdbc;

import io.oncestream.connector.jdbc.rows.RowBuffer;
import io.oncestream.connector.jdbc.rows.RowEncoder;
import io.oncestream.connector.jdbc.rows.SealedRows;
import io.oncestream.state.ledger.RowMemory;
import io.oncestream.state.ledger.TableDefinition;
import io.oncestream.state.ledger.TableRows;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of the open transaction for one table in one database. */
final class TableBuffer implements AutoCloseable {
    private final TableDefinition table;
    private final RowBuffer buffer;
    private @Nullable RowEncoder encoder;

    TableBuffer(TableDefinition table, RowMemory memory) {
        this.table = table;
        buffer = RowBuffer.of(table, memory);
    }

    void encodeBy(RowEncoder tablesEncoder) {
        encoder = tablesEncoder;
    }

    <R> void add(TableMapping<R> mapping, R row) {
        RowEncoder out = Objects.requireNonNull(encoder, "start comes first");
        mapping.encode(row, out);
        try {
            buffer.add(out);
        } catch (IOException e) {
            throw noRoom(e);
        }
    }

    boolean isEmpty() {
        return buffer.isEmpty();
    }

    /** Gives the rows out, if there are any. */
    Optional<TableRows> seal(TableDefinition written, String codec) {
        if (buffer.isEmpty()) {
            return Optional.empty();
        }
        try {
            SealedRows rows = buffer.seal();
            return Optional.of(
                    new TableRows(written, codec, rows.count(), rows.checksum(), rows.chunks()));
        } catch (IOException e) {
            throw noRoom(e);
        }
    }

    private SinkFailure noRoom(IOException e) {
        return new SinkFailure(
                ("cannot keep the rows for table %s between two checkpoints: %s: make room there,"
                                + " name larger folders by Flink's io.tmp.dirs, or shorten the"
                                + " interval by --checkpoint-interval")
                        .formatted(table.name(), e.getMessage()),
                e);
    }

    @Override
    public void close() {
        buffer.close();
    }
}

package io.oncestream.state.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes {@link LedgerTransaction} handles into Flink's operator state, each with the version of
 * its layout in front. An unknown version is an error: reading it as empty would lose its rows.
 */
public final class LedgerTransactionSerializer extends TypeSerializerSingleton<LedgerTransaction> {
    private static final long serialVersionUID = 1L;

    /** The only instance; it has no state. */
    public static final LedgerTransactionSerializer INSTANCE = new LedgerTransactionSerializer();

    private static final byte EMPTY = 0;
    private static final byte VERSION_1 = 1;

    /** Behind each column's type its precision, its scale and whether it takes no NULL. */
    private static final byte VERSION_2 = 2;

    /** One transaction for each database, each with any number of tables. */
    private static final byte VERSION_3 = 3;

    @Override
    public void serialize(LedgerTransaction handle, DataOutputView target) throws IOException {
        List<SealedTransaction> sealed = handle.sealed();
        if (sealed.isEmpty()) {
            target.writeByte(EMPTY);
        } else {
            target.writeByte(VERSION_3);
            target.writeInt(sealed.size());
            for (SealedTransaction transaction : sealed) {
                write(transaction, target);
            }
            handle.written();
        }
    }

    @Override
    public LedgerTransaction deserialize(DataInputView source) throws IOException {
        LedgerTransaction handle = new LedgerTransaction();
        byte version = source.readByte();
        switch (version) {
            case EMPTY -> {}
            case VERSION_1, VERSION_2 -> handle.seal(List.of(readOfOneTable(source, version)));
            case VERSION_3 -> {
                List<SealedTransaction> sealed = new ArrayList<>();
                for (int left = source.readInt(); left > 0; left--) {
                    sealed.add(read(source));
                }
                handle.seal(sealed);
            }
            default ->
                    throw new IOException(
                            "the state of a sink has transactions of version "
                                    + version
                                    + ", which this version of oncestream does not know: run the"
                                    + " version that wrote it");
        }
        return handle;
    }

    private static void write(SealedTransaction transaction, DataOutputView target)
            throws IOException {
        WriterId writer = transaction.writer();
        target.writeUTF(writer.lineage());
        target.writeUTF(writer.operator());
        target.writeLong(writer.epoch());
        target.writeInt(writer.subtask());
        target.writeLong(transaction.checkpointId());
        target.writeLong(transaction.predecessor());
        target.writeUTF(transaction.group());
        target.writeInt(transaction.parallelism());
        target.writeBoolean(transaction.last());
        target.writeInt(transaction.tables().size());
        for (TableRows rows : transaction.tables()) {
            writeTable(rows.table(), target);
            writeRows(rows, target);
        }
    }

    private static void writeRows(TableRows rows, DataOutputView target) throws IOException {
        target.writeUTF(rows.codec());
        target.writeLong(rows.rows());
        target.writeLong(rows.checksum());
        Chunks chunks = rows.chunks();
        target.writeInt(chunks.count());
        for (byte[] chunk : chunks.all()) {
            target.writeInt(chunk.length);
            target.write(chunk);
        }
    }

    private static SealedTransaction read(DataInputView source) throws IOException {
        WriterId writer = readWriter(source);
        long checkpointId = source.readLong();
        long predecessor = source.readLong();
        String group = source.readUTF();
        int parallelism = source.readInt();
        boolean last = source.readBoolean();
        List<TableRows> tables = new ArrayList<>();
        for (int left = source.readInt(); left > 0; left--) {
            tables.add(readRows(source, VERSION_3));
        }
        return new SealedTransaction(
                writer, checkpointId, predecessor, group, parallelism, last, tables);
    }

    private static SealedTransaction readOfOneTable(DataInputView source, byte version)
            throws IOException {
        WriterId writer = readWriter(source);
        long checkpointId = source.readLong();
        long predecessor = source.readLong();
        TableRows rows = readRows(source, version);
        return new SealedTransaction(
                writer, checkpointId, predecessor, rows.table().name(), 0, false, List.of(rows));
    }

    private static WriterId readWriter(DataInputView source) throws IOException {
        return new WriterId(
                source.readUTF(), source.readUTF(), source.readLong(), source.readInt());
    }

    private static TableRows readRows(DataInputView source, byte version) throws IOException {
        return new TableRows(
                readTable(source, version),
                source.readUTF(),
                source.readLong(),
                source.readLong(),
                readChunks(source));
    }

    /** Into a local file where they are too many for the heap. */
    private static Chunks readChunks(DataInputView source) throws IOException {
        try (ChunkWriter chunks = new ChunkWriter(RowMemory.ofThisThread())) {
            for (int left = source.readInt(); left > 0; left--) {
                byte[] chunk = new byte[source.readInt()];
                source.readFully(chunk);
                chunks.add(chunk);
            }
            return chunks.seal();
        }
    }

    private static void writeTable(TableDefinition table, DataOutputView target)
            throws IOException {
        target.writeUTF(table.name());
        target.writeInt(table.columns().size());
        for (Column column : table.columns()) {
            target.writeUTF(column.name());
            target.writeByte(column.type().code());
            target.writeInt(column.precision());
            target.writeInt(column.scale());
            target.writeBoolean(column.required());
        }
        target.writeInt(table.primaryKey().size());
        for (String key : table.primaryKey()) {
            target.writeUTF(key);
        }
    }

    private static TableDefinition readTable(DataInputView source, byte version)
            throws IOException {
        String name = source.readUTF();
        int columnCount = source.readInt();
        List<Column> columns = new ArrayList<>(columnCount);
        for (int i = 0; i < columnCount; i++) {
            columns.add(readColumn(source, version));
        }
        int keyCount = source.readInt();
        List<String> primaryKey = new ArrayList<>(keyCount);
        for (int i = 0; i < keyCount; i++) {
            primaryKey.add(source.readUTF());
        }
        return new TableDefinition(name, columns, primaryKey);
    }

    private static Column readColumn(DataInputView source, byte version) throws IOException {
        String name = source.readUTF();
        ColumnType type = ColumnType.ofCode(source.readByte());
        return version == VERSION_1
                ? new Column(name, type)
                : new Column(name, type, source.readInt(), source.readInt(), source.readBoolean());
    }

    /**
     * Flink copies a handle when it takes a snapshot and writes the copy later, once, on another
     * thread. What was sealed is the same in the copy; the copy of an open handle stays open, for
     * the sink seals the original while Flink may still be writing.
     */
    @Override
    public LedgerTransaction copy(LedgerTransaction from) {
        return from.forSnapshot();
    }

    @Override
    public LedgerTransaction copy(LedgerTransaction from, LedgerTransaction reuse) {
        return copy(from);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public LedgerTransaction deserialize(LedgerTransaction reuse, DataInputView source)
            throws IOException {
        return deserialize(source);
    }

    @Override
    public LedgerTransaction createInstance() {
        return new LedgerTransaction();
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public TypeSerializerSnapshot<LedgerTransaction> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names the serializer in a savepoint; the layout's version stands in front of each handle. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<LedgerTransaction> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}

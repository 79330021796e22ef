package io.oncestream.state.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTransactionSerializerTest {
    private static final LedgerTransactionSerializer SERIALIZER =
            LedgerTransactionSerializer.INSTANCE;

    @TempDir Path folder;

    private static LedgerTransaction sealed() {
        return sealed(Chunks.of(new byte[] {1, 2, 3}, new byte[] {4}));
    }

    private static LedgerTransaction sealed(Chunks chunks) {
        LedgerTransaction handle = new LedgerTransaction();
        TableRows rows =
                new TableRows(
                        new TableDefinition(
                                "table",
                                List.of(
                                        new Column("key", ColumnType.TEXT),
                                        new Column("count", ColumnType.BIGINT),
                                        new Column("mean", ColumnType.DOUBLE).notNull(),
                                        new Column("price", ColumnType.DECIMAL, 10, 2, false),
                                        new Column("time", ColumnType.TIMESTAMP),
                                        TableDefinition.TRANSACTION),
                                List.of("key")),
                        "codec-1",
                        2,
                        99,
                        chunks);
        WriterId writer = new WriterId("lineage", "operator", 3, 1);
        handle.seal(
                List.of(
                        new SealedTransaction(writer, 42, 41, "*", 4, true, List.of(rows)),
                        new SealedTransaction(writer, 42, 0, "*", 4, true, List.of())));
        return handle;
    }

    private static byte[] written(LedgerTransaction handle) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        SERIALIZER.serialize(handle, out);
        return out.getCopyOfBuffer();
    }

    private static LedgerTransaction roundTrip(LedgerTransaction handle) throws IOException {
        return SERIALIZER.deserialize(new DataInputDeserializer(written(handle)));
    }

    /** The chunks of {@link #sealed}, of which the first has room in the heap and the rest not. */
    private Chunks inAFile() throws IOException {
        try (ChunkWriter writer = new ChunkWriter(noMemory())) {
            for (byte[] chunk : sealed().sealed().get(0).tables().get(0).chunks().all()) {
                writer.add(chunk);
            }
            return writer.seal();
        }
    }

    private RowMemory noMemory() {
        return RowMemory.of(3, folder.toString());
    }

    private static byte[] chunk(LedgerTransaction handle) {
        return handle.sealed().get(0).tables().get(0).chunks().get(0);
    }

    @Test
    void aSealedTransactionSurvivesWhole() throws IOException {
        List<SealedTransaction> before = sealed().sealed();
        List<SealedTransaction> after = roundTrip(sealed()).sealed();
        assertThat(after)
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes(".*chunks.release")
                .isEqualTo(before);
    }

    @Test
    void anOpenTransactionSurvivesWithoutRows() throws IOException {
        assertThat(roundTrip(new LedgerTransaction()).sealed()).isEmpty();
    }

    @Test
    void anUnknownVersionIsAnErrorAndNotAnEmptyTransaction() {
        assertThatThrownBy(() -> SERIALIZER.deserialize(new DataInputDeserializer(new byte[] {77})))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 77");
    }

    @Test
    void theCopyOfAnOpenTransactionStaysOpenWhenTheOriginalIsSealed() {
        LedgerTransaction open = new LedgerTransaction();
        LedgerTransaction copy = SERIALIZER.copy(open);
        open.seal(sealed().sealed());
        assertThat(copy.sealed()).isEmpty();
    }

    @Test
    void aTransactionInALocalFileIsWrittenLikeOneInTheHeap() throws IOException {
        assertThat(written(sealed(inAFile()))).isEqualTo(written(sealed()));
        assertThat(folder).as("the file has no name").isEmptyDirectory();
    }

    /** Red where the thread did not know its memory: the chunks were in the heap. */
    @Test
    void aTransactionWithoutRoomInTheHeapIsReadIntoALocalFile() throws IOException {
        try (RowMemory memory = noMemory().useOnThisThread()) {
            LedgerTransaction read = roundTrip(sealed());
            assertThat(read.sealed().get(0).tables().get(0).chunks())
                    .isInstanceOf(FileChunks.class);
            assertThat(written(read)).isEqualTo(written(sealed()));
        }
    }

    /** Red where the commit closed the file: "cannot read the rows of a transaction again". */
    @Test
    void aSnapshotOnItsWayKeepsTheFileOfACommittedTransactionUntilItIsWritten() throws IOException {
        Chunks chunks = inAFile();
        LedgerTransaction handle = sealed(chunks);
        LedgerTransaction first = SERIALIZER.copy(handle);
        LedgerTransaction second = SERIALIZER.copy(handle);
        assertThat(written(first)).isEqualTo(written(sealed()));
        assertThat(chunk(handle)).isEqualTo(chunk(sealed()));
        chunks.close();
        assertThat(written(second)).isEqualTo(written(sealed()));
        assertThatThrownBy(() -> chunk(handle)).isInstanceOf(UncheckedIOException.class);
    }

    /** Flink interrupts a snapshot that it gives up. Red with a FileChannel: it was closed. */
    @Test
    void anInterruptedSnapshotLeavesTheFileToOthers() throws IOException {
        LedgerTransaction handle = sealed(inAFile());
        LedgerTransaction copy = SERIALIZER.copy(handle);
        Thread.currentThread().interrupt();
        byte[] written = written(copy);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(written).isEqualTo(written(handle));
    }

    @Test
    void aTransactionIsSealedOnce() {
        LedgerTransaction handle = sealed();
        assertThatThrownBy(() -> handle.seal(handle.sealed()))
                .isInstanceOf(IllegalStateException.class);
    }
}

package io.oncestream.state.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class LedgerTransactionSerializerTest {
    private static final LedgerTransactionSerializer SERIALIZER =
            LedgerTransactionSerializer.INSTANCE;

    private static LedgerTransaction sealed() {
        LedgerTransaction handle = new LedgerTransaction();
        handle.seal(
                new SealedTransaction(
                        new WriterId("lineage", "operator", 3, 1),
                        42,
                        41,
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
                        List.of(new byte[] {1, 2, 3}, new byte[] {4})));
        return handle;
    }

    private static LedgerTransaction roundTrip(LedgerTransaction handle) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        SERIALIZER.serialize(handle, out);
        return SERIALIZER.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }

    @Test
    void aSealedTransactionSurvivesWhole() throws IOException {
        SealedTransaction before = sealed().sealed().orElseThrow();
        SealedTransaction after = roundTrip(sealed()).sealed().orElseThrow();
        assertThat(after).usingRecursiveComparison().isEqualTo(before);
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
        open.seal(sealed().sealed().orElseThrow());
        assertThat(copy.sealed()).isEmpty();
    }

    @Test
    void aSealedTransactionIsItsOwnCopy() {
        LedgerTransaction handle = sealed();
        assertThat(SERIALIZER.copy(handle)).isSameAs(handle);
    }

    @Test
    void aTransactionIsSealedOnce() {
        LedgerTransaction handle = sealed();
        assertThatThrownBy(() -> handle.seal(handle.sealed().orElseThrow()))
                .isInstanceOf(IllegalStateException.class);
    }
}

package io.oncestream.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class IdentifiedStateSerializerTest {

    private static final IdentifiedStateSerializer SERIALIZER = new IdentifiedStateSerializer();
    private static final byte[] BYTES = {1, 2, 3};

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        byte[] written = SERIALIZER.serialize(new IdentifiedState("gen:...", 7, BYTES));
        IdentifiedState read = SERIALIZER.deserialize(SERIALIZER.getVersion(), written);
        assertThat(read.identity()).isEqualTo("gen:...");
        assertThat(read.version()).isEqualTo(7);
        assertThat(read.bytes()).isEqualTo(BYTES);
    }

    /** Savepoints have it: another version number is needed before this may change. */
    @Test
    void theBytesOfVersion1001AreThese() throws Exception {
        byte[] written = SERIALIZER.serialize(new IdentifiedState("gen:...", 7, BYTES));
        assertThat(SERIALIZER.getVersion()).isEqualTo(1001);
        assertThat(HexFormat.of().formatHex(written)).isEqualTo("000767656e3a2e2e2e00000007010203");
    }

    @Test
    void stateOfBeforeThereWereIdentitiesIsTheSourcesOwn() throws Exception {
        IdentifiedState read = SERIALIZER.deserialize(3, BYTES);
        assertThat(read.identity()).isEmpty();
        assertThat(read.version()).isEqualTo(3);
        assertThat(read.bytes()).isEqualTo(BYTES);
    }
}

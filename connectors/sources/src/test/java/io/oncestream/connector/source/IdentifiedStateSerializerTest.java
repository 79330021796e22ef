package io.oncestream.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdentifiedStateSerializerTest {

    private static final IdentifiedStateSerializer SERIALIZER = new IdentifiedStateSerializer();
    private static final byte[] BYTES = {1, 2, 3};

    @Test
    void identitiesOfEveryVersionAreRead() throws Exception {
        VersionedGoldens.check("gen", SERIALIZER, new IdentifiedState("gen:...", 7, BYTES));
    }

    @Test
    void stateOfBeforeThereWereIdentitiesIsTheSourcesOwn() throws Exception {
        IdentifiedState read = SERIALIZER.deserialize(3, BYTES);
        assertThat(read.identity()).isEmpty();
        assertThat(read.version()).isEqualTo(3);
        assertThat(read.bytes()).isEqualTo(BYTES);
    }
}

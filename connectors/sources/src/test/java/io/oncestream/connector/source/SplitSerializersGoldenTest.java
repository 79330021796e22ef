package io.oncestream.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SplitSerializersGoldenTest {

    /** Each has a test beside it that reads the goldens. Red with those of one removed. */
    @Test
    void everySerializerOfASourceHasAGolden() throws Exception {
        assertThat(VersionedGoldens.missing()).isEmpty();
    }
}

package io.oncestream.connector.source.socket;

import io.oncestream.testing.VersionedGoldens;
import org.junit.jupiter.api.Test;

class SocketGoldenTest {

    @Test
    void offsetsOfEveryVersionAreRead() throws Exception {
        VersionedGoldens.check(
                "begun", new SpoolSplitSerializer(), new SpoolSplit("0123abcd", 1L << 40));
    }

    @Test
    void startsOfEveryVersionAreRead() throws Exception {
        VersionedGoldens.check("new", new SpoolSplitSerializer(), SpoolSplit.NEW);
        VersionedGoldens.check("none", new SpoolSplitSerializer(), SpoolSplit.NONE);
    }
}

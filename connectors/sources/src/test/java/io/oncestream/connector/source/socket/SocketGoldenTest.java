package io.oncestream.connector.source.socket;

import io.oncestream.connector.source.VersionedGoldens;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class SocketGoldenTest {

    @Test
    void offsetsOfEveryVersionAreRead() throws Exception {
        VersionedGoldens.check(
                "begun", new SpoolSplitSerializer(), new SpoolSplit("0123abcd", 1L << 40));
    }

    @Test
    void countsOfEveryVersionAreRead() throws Exception {
        BitSet missing = new BitSet();
        missing.set(5);
        missing.set(1_000);
        DatagramCounts.Sender sender =
                new DatagramCounts.Sender(
                        new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 65_000),
                        17,
                        missing);
        VersionedGoldens.check(
                "numbered",
                new SpoolSplitSerializer(),
                new SpoolSplit("0123abcd", 5, new DatagramCounts(3, List.of(sender))));
    }

    @Test
    void startsOfEveryVersionAreRead() throws Exception {
        VersionedGoldens.check("new", new SpoolSplitSerializer(), SpoolSplit.NEW);
        VersionedGoldens.check("none", new SpoolSplitSerializer(), SpoolSplit.NONE);
    }
}

package io.oncestream.launcher.gossip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.membership.LifeSign;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DatagramsTest {

    private static final LifeSign SIGN = new LifeSign(1_769_860_800, false, 17);

    @Test
    void whatIsSentIsRead() {
        NavigableMap<String, LifeSign> known = many(64);
        known.put("n7", new LifeSign(1_769_860_900, true, 1));
        NavigableMap<String, LifeSign> read = new TreeMap<>();
        Datagrams.gossip(known).forEach(each -> Datagrams.read(each, read::put));
        assertThat(read).isEqualTo(known);
    }

    @Test
    void noDatagramIsLargerThanAFrame() {
        List<byte[]> report = Datagrams.report("edge", "n1", Instant.EPOCH, many(64));
        assertThat(report)
                .hasSizeGreaterThan(5)
                .allSatisfy(each -> assertThat(each.length).isLessThanOrEqualTo(1_400));
        assertThat(report.stream().mapToLong(each -> text(each).lines().count()).sum())
                .isEqualTo(64);
    }

    @Test
    void aReportIsEntriesAsTheJobReadsThem() {
        List<byte[]> report =
                Datagrams.report(
                        "edge",
                        "n1",
                        Instant.parse("2026-01-31T12:00:00.123Z"),
                        new TreeMap<>(Map.of("n2", SIGN)));
        assertThat(report).hasSize(1);
        assertThat(text(report.get(0)))
                .isEqualTo(
                        """
                        {"cluster":"edge","observer":"n1","time":"2026-01-31T12:00:00.123Z",\
                        "node":"n2","incarnation":1769860800,"heartbeat":17,"left":false}
                        """);
    }

    @Test
    void linesThatAreNoGossipAreSkipped() {
        NavigableMap<String, LifeSign> read = new TreeMap<>();
        byte[] datagram =
                "n1 1 false\n\nn2 9999999999999999999 false 1\nn3 1 maybe 2\nn4 1769860800 false 17"
                        .getBytes(UTF_8);
        Datagrams.read(datagram, read::put);
        assertThat(read).containsExactly(Map.entry("n4", SIGN));
    }

    private static NavigableMap<String, LifeSign> many(int nodes) {
        NavigableMap<String, LifeSign> known = new TreeMap<>();
        for (int i = 1; i <= nodes; i++) {
            known.put("n" + i, new LifeSign(1_769_860_800 + i, false, 1_000L * i));
        }
        return known;
    }

    private static String text(byte[] datagram) {
        return new String(datagram, UTF_8);
    }
}

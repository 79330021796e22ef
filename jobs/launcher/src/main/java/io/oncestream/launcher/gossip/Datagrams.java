package io.oncestream.launcher.gossip;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.oncestream.state.membership.LifeSign;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Signs of life as they are sent, one a line, in as many datagrams as it takes. */
final class Datagrams {

    /** What an Ethernet frame holds. */
    static final int BYTES_MAX = 1_400;

    private static final String LINE = "(\\S{1,200}) (\\d{1,18}) (true|false) (\\d{1,18})";
    private static final String ENTRY =
            """
            {"cluster":"%s","observer":"%s","time":"%s","node":"%s","incarnation":%d,"heartbeat":%d,"left":%b}\
            """;

    private Datagrams() {}

    /** For another agent. */
    static List<byte[]> gossip(Map<String, LifeSign> known) {
        return packed(
                known,
                each -> {
                    LifeSign sign = each.getValue();
                    return "%s %d %b %d"
                            .formatted(
                                    each.getKey(),
                                    sign.incarnation(),
                                    sign.left(),
                                    sign.heartbeat());
                });
    }

    /** For the collector: entries as the job reads them, of one report. */
    static List<byte[]> report(
            String cluster, String observer, Instant time, Map<String, LifeSign> known) {
        return packed(
                known,
                each -> {
                    LifeSign sign = each.getValue();
                    return ENTRY.formatted(
                            cluster,
                            observer,
                            time,
                            each.getKey(),
                            sign.incarnation(),
                            sign.heartbeat(),
                            sign.left());
                });
    }

    private static List<byte[]> packed(
            Map<String, LifeSign> known, Function<Map.Entry<String, LifeSign>, String> line) {
        List<byte[]> datagrams = new ArrayList<>();
        ByteArrayOutputStream open = new ByteArrayOutputStream();
        for (Map.Entry<String, LifeSign> each : known.entrySet()) {
            byte[] bytes = (line.apply(each) + "\n").getBytes(UTF_8);
            if (open.size() > 0 && open.size() + bytes.length > BYTES_MAX) {
                datagrams.add(open.toByteArray());
                open.reset();
            }
            open.writeBytes(bytes);
        }
        if (open.size() > 0) {
            datagrams.add(open.toByteArray());
        }
        return datagrams;
    }

    /** Of another agent. Anybody may send to a port: lines that are no gossip are none. */
    static void read(byte[] datagram, BiConsumer<String, LifeSign> to) {
        for (String line : new String(datagram, UTF_8).split("\n", -1)) {
            if (line.matches(LINE)) {
                String[] words = line.split(" ", -1);
                to.accept(
                        words[0],
                        new LifeSign(
                                Long.parseLong(words[1]),
                                Boolean.parseBoolean(words[2]),
                                Long.parseLong(words[3])));
            }
        }
    }
}

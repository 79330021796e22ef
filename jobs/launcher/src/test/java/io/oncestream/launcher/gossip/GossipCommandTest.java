package io.oncestream.launcher.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.launcher.failure.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where agents may report to. */
class GossipCommandTest {

    @Test
    void agentsReportToThisHost() {
        assertThat(GossipCommand.collector("udp://127.0.0.1:9300").getPort()).isEqualTo(9300);
        assertThat(GossipCommand.collector("udp://localhost:9301").getPort()).isEqualTo(9301);
    }

    /** Seen red: it was taken, and a datagram from 127.0.0.1 to it fails: "Invalid argument". */
    @ParameterizedTest
    @ValueSource(strings = {"udp://192.0.2.1:9300", "udp://[2001:db8::1]:9300"})
    void anotherHostIsWrongUsage(String to) {
        assertThatThrownBy(() -> GossipCommand.collector(to))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--to " + to)
                .hasMessageContaining("127.0.0.1");
    }
}

package io.oncestream.launcher.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.launcher.failure.UsageException;
import io.oncestream.server.process.LocalPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PortChoiceTest {

    private static ServerSocket taken() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @Test
    void theUsualPortComesFirst() throws IOException {
        int usual = LocalPort.anyFree();
        OptionalInt last = OptionalInt.of(LocalPort.anyFree());
        assertThat(PortChoice.without(usual, last)).isEqualTo(new PortChoice(usual, ""));
    }

    @Test
    void whenItIsTakenThePortOfTheLastTimeIsNext() throws IOException {
        try (ServerSocket other = taken()) {
            int usual = other.getLocalPort();
            int last = LocalPort.anyFree();
            PortChoice choice = PortChoice.without(usual, OptionalInt.of(last));
            assertThat(choice.port()).isEqualTo(last);
            assertThat(choice.note()).contains(usual + " is taken", last + ", as the last time");
        }
    }

    @Test
    void whenBothAreTakenItIsAnyOther() throws IOException {
        try (ServerSocket one = taken();
                ServerSocket two = taken()) {
            PortChoice choice =
                    PortChoice.without(one.getLocalPort(), OptionalInt.of(two.getLocalPort()));
            assertThat(choice.port()).isNotIn(0, one.getLocalPort(), two.getLocalPort());
            assertThat(choice.note())
                    .contains(one.getLocalPort() + " is taken", "" + choice.port())
                    .doesNotContain("last time");
        }
    }

    @Test
    void whenItIsTakenOnAllInterfacesItIsTakenHereToo() throws IOException {
        try (ServerSocket everywhere = new ServerSocket(0)) {
            assertThat(LocalPort.isFree(everywhere.getLocalPort())).isFalse();
        }
    }

    @Test
    void aGivenPortIsTakenAsItIsOrRefused() throws IOException {
        int free = LocalPort.anyFree();
        assertThat(PortChoice.of(free)).isEqualTo(new PortChoice(free, ""));
        try (ServerSocket other = taken()) {
            assertThatThrownBy(() -> PortChoice.of(other.getLocalPort()))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("--port " + other.getLocalPort())
                    .hasMessageContaining("in use")
                    .hasMessageContaining("choose another");
        }
        for (int port : new int[] {-1, 0, 65_536}) {
            assertThatThrownBy(() -> PortChoice.of(port))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("--port " + port)
                    .hasMessageContaining("1 to 65535");
        }
    }
}

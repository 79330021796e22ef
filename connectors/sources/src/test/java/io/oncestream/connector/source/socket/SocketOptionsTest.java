package io.oncestream.connector.source.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.compression.Compression;
import io.oncestream.connector.source.socket.SocketOptions.Role;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketOptionsTest {

    private static SocketOptions of(String uri) {
        return SocketOptions.of(uri, Path.of("/spools"));
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://:9000?listen, TCP_LISTENS, 127.0.0.1, /spools/tcp-listen-127.0.0.1-9000",
        "tcp://0.0.0.0:9000?listen&ack, TCP_LISTENS, 0.0.0.0, /spools/tcp-listen-0.0.0.0-9000",
        "tcp://Feed.example:9000, TCP_CONNECTS, Feed.example, /spools/tcp-feed.example-9000",
        "udp://:9000?numbered, UDP_LISTENS, 127.0.0.1, /spools/udp-127.0.0.1-9000",
        "udp://[::1]:9000, UDP_LISTENS, ::1, /spools/udp-__1-9000",
    })
    void eachAddressHasASpoolOfItsOwn(String uri, Role role, String host, String spool) {
        SocketOptions options = of(uri);
        assertThat(options.role()).isEqualTo(role);
        assertThat(options.host()).isEqualTo(host);
        assertThat(options.spool()).isEqualTo(spool);
    }

    @Test
    void parametersAreRead() {
        SocketOptions options = of("tcp://:9000?listen&ack&compression=zst&spool-limit=64m");
        assertThat(options.acknowledge()).isTrue();
        assertThat(options.compression()).isEqualTo(Compression.ZSTD);
        assertThat(options.spoolLimitBytes()).isEqualTo(64 << 20);
        assertThat(of("tcp://:9000?listen").spoolLimitBytes()).isEqualTo(1 << 30);
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://:9000, names no host",
        "tcp://host, has no port",
        "tcp://host:9000/path, more than a host and a port",
        "tcp://s3cret@host:9000/path, tcp://...@host:9000/path has more than a host and a port",
        "tcp://host:99999, 1 to 65535",
        "tcp://host:9000?numbered, 'listen, ack, compression'",
        "udp://host:9000?listen, 'numbered, compression'",
        "udp://host:9000?compression=rar, 'gz, zst, lz4'",
        "udp://host:9000?spool-limit=1k, 16m or more",
        "udp://host:9000?lost-spool=abc, 32 hexadecimal digits",
    })
    void aUriThatCannotBeUnderstoodIsOneClearLine(String uri, String part) {
        assertThatThrownBy(() -> of(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(part)
                .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
    }
}

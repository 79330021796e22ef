package io.oncestream.connector.credential;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownAddressTest {

    @ParameterizedTest
    @CsvSource({
        "tcp://host:1, tcp://host:1",
        "tcp://u:p@host:1, tcp://...@host:1",
        "kafka://u:12/p@host/t, kafka://...@host/t",
        "jdbc:postgresql://u:1/p@host/db, jdbc:postgresql://...@host/db",
        "tcp://u:p@ss@host:1?listen, tcp://...@host:1?listen",
        "u:p@host, ...@host",
        "u://p@host, u://...@host",
        "rabbitmq:u:p@host/q, ...@host/q",
        "'', ''",
    })
    void nothingBeforeTheLastAtIsShown(String address, String shown) {
        assertThat(ShownAddress.of(address)).isEqualTo(shown);
    }
}

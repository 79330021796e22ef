package io.oncestream.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerUriTest {

    private static final String FORM = "x://[USER@]HOST:PORT/PATH";

    private static ServerUri parse(String uri) {
        return ServerUri.parse(uri, FORM, List.of("flag", "name"));
    }

    @Test
    void itsPartsAreDecoded() {
        ServerUri uri = parse("x://a%40b@[::1]:17/p%2Fq%20r?name=1%262&flag");
        assertThat(uri.user()).contains("a@b");
        assertThat(uri.host()).isEqualTo("::1");
        assertThat(uri.port()).contains(17);
        assertThat(uri.path()).isEqualTo("p/q r");
        assertThat(uri.parameters().value("name", text -> text, "a text")).contains("1&2");
        assertThat(uri.parameters().has("flag")).isTrue();
    }

    @Test
    void whatIsLeftOutIsEmpty() {
        ServerUri uri = parse("x://host");
        assertThat(uri.user()).isEmpty();
        assertThat(uri.port()).isEmpty();
        assertThat(uri.path()).isEmpty();
        assertThat(uri.parameters().has("flag")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x://u:s3cret@host:1/p",
                "x:u:s3cret@host:1/p",
                "x://u:s3/cret@host:1/p",
                "x://u:s3?cret@host:1/p",
                "x://host:1/p?password=s3cret",
                "x://u:123/s3cret@host/p",
                "x://u:123/s3%40cret@host/p",
                "x://u:123?name=s3cret@host/p",
                "x://u@s3cret@host:1/p",
            })
    void aPasswordIsRefusedAndNotRepeated(String uri) {
        assertThatThrownBy(() -> parse(uri).port())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("s3")
                .hasMessageNotContaining("cret")
                .extracting(Throwable::getMessage)
                .satisfies(message -> assertThat(message.toString()).hasLineCount(1));
    }

    @ParameterizedTest
    @CsvSource({
        "x:host, is not complete",
        "x://host:0, a port is a number from 1 to 65535",
        "x://host:70000, a port is a number from 1 to 65535",
        "x://host:port, not followed by a host and a port",
        "x://host?nam=1, 'nam' is not a parameter",
        "x://host?flag&flag, flag is given twice",
        "x://host?name=%zz, not followed by two hexadecimal digits",
    })
    void whatIsWrongIsSaid(String uri, String part) {
        assertThatThrownBy(() -> parse(uri).port()).hasMessageContaining(part);
    }

    @Test
    void aFlagTakesNoValue() {
        assertThatThrownBy(() -> parse("x://host?flag=no").parameters().has("flag"))
                .hasMessageContaining("flag takes no value");
    }
}

package io.oncestream.function.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.command.Command;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RequestDigestTest {

    private static String digest(String op, Instant time, Map<String, String> fields) {
        return RequestDigest.of(new Command("k", "1", op, time, fields));
    }

    @Test
    void theOrderOfFieldsIsNoContent() {
        Map<String, String> other = new LinkedHashMap<>();
        other.put("b", "2");
        other.put("a", "1");
        assertThat(digest("add", Instant.EPOCH, other))
                .isEqualTo(digest("add", Instant.EPOCH, new TreeMap<>(other)))
                .hasSize(22);
    }

    /** Seen red without the lengths, and without the time. */
    @Test
    void allElseIs() {
        Instant time = Instant.EPOCH;
        List<String> digests =
                List.of(
                        digest("add", time, Map.of("a", "1")),
                        digest("add", time, Map.of("a", "2")),
                        digest("add", time, Map.of("a1", "")),
                        digest("add", time, Map.of("", "a1")),
                        digest("add", time, Map.of()),
                        digest("adda", time, Map.of("", "1")),
                        digest("sub", time, Map.of("a", "1")),
                        digest("add", time.plusNanos(1), Map.of("a", "1")));
        assertThat(digests).doesNotHaveDuplicates();
    }
}

package io.oncestream.job.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.oncestream.state.command.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockFormatTest {

    private static final Instant TIME = Instant.parse("2026-01-31T12:00:00Z");

    private static Command command(String op, Map<String, String> more) {
        Map<String, String> fields = new HashMap<>(more);
        fields.put("resource", "till-1");
        fields.put("owner", "me");
        return new Command("shop", "1", op, TIME, fields);
    }

    @Test
    void eachOpReadsWhatItNeedsAndNothingElse() {
        Map<String, String> all = Map.of("lease", "30s", "wait", "10s", "token", "7");
        assertThat(LockFormat.request(command("acquire", all)))
                .isEqualTo(request(LockOp.ACQUIRE, 30, 10, 0));
        assertThat(LockFormat.request(command("try_lock", all)))
                .isEqualTo(request(LockOp.TRY_LOCK, 30, 0, 0));
        assertThat(LockFormat.request(command("renew", all)))
                .isEqualTo(request(LockOp.RENEW, 30, 0, 7));
        assertThat(LockFormat.request(command("release", all)))
                .isEqualTo(request(LockOp.RELEASE, 0, 0, 7));
    }

    private static LockRequest request(LockOp op, int lease, int wait, long token) {
        return new LockRequest(
                "shop",
                "1",
                "till-1",
                "me",
                op,
                Duration.ofSeconds(lease),
                Duration.ofSeconds(wait),
                token,
                TIME);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "acquire  | 30   | 10s | 1 | lease: '30' is not a duration",
                "acquire  | 30s  |     | 1 | wait is missing",
                "acquire  | 30s  | 2h  | 1 | wait is PT2H",
                "acquire  | 0s   | 1s  | 1 | lease is PT0S",
                "try_lock |      | 1s  | 1 | lease is missing",
                "renew    | 30s  |     |   | token is missing",
                "renew    | 30s  |     | x | token is 'x'",
                "release  |      |     | 9223372036854775808 | token is '9223372036854775808'",
                "steal    | 30s  |     |   | op is steal"
            })
    void whatCannotBeDecidedSaysWhy(
            String op, String lease, String wait, String token, String reason) {
        Map<String, String> fields = new HashMap<>();
        fields.put("lease", lease);
        fields.put("wait", wait);
        fields.put("token", token);
        fields.values().removeIf(value -> value == null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LockFormat.request(command(op, fields)))
                .withMessageStartingWith(reason);
    }
}

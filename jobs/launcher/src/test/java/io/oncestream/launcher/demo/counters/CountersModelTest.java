package io.oncestream.launcher.demo.counters;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rules of a counter, and that an answer against one of them is noticed. */
class CountersModelTest {

    private static final String MAX = Long.toString(Long.MAX_VALUE);

    private final Map<String, SentCommand> sent = new HashMap<>();
    private final CountersModel model = new CountersModel(sent);

    private Optional<String> add(String amount, String outcome, long n, long version, long place) {
        Long whole = outcome.equals("invalid") ? null : (Long) Long.parseLong(amount);
        return decide("add", amount, row("add", whole, outcome, n, version, place));
    }

    private Optional<String> decide(String op, @Nullable String amount, AnswerRow row) {
        sent.put(row.id(), new SentCommand("visits", row.id(), op, amount));
        return model.decides(row);
    }

    private AnswerRow row(
            String op, @Nullable Long amount, String outcome, long n, long version, long place) {
        return new AnswerRow(
                "visits",
                "c" + (sent.size() + 1),
                op,
                Instant.EPOCH,
                amount,
                outcome,
                n,
                version,
                place,
                null,
                "t");
    }

    @Test
    void amountsAddUpOneAfterTheOther() {
        assertThat(add("5", "ok", 5, 1, 0)).isEmpty();
        assertThat(add("-7", "ok", -2, 1, 1)).isEmpty();
        assertThat(decide("read", null, row("read", null, "ok", -2, 2, 0))).isEmpty();
    }

    @Test
    void whatCannotBeDoneChangesNothing() {
        assertThat(add(MAX, "ok", Long.MAX_VALUE, 1, 0)).isEmpty();
        assertThat(add("1", "overflow", Long.MAX_VALUE, 1, 1)).isEmpty();
        assertThat(add("1.5", "invalid", Long.MAX_VALUE, 2, 0)).isEmpty();
        assertThat(add("9223372036854775808", "invalid", Long.MAX_VALUE, 3, 0)).isEmpty();
        assertThat(add("-1", "ok", Long.MAX_VALUE - 1, 4, 0)).isEmpty();
    }

    @Test
    void anotherNumberIsNoticedOnce() {
        assertThat(add("5", "ok", 10, 1, 0)).contains("it should be 5");
        assertThat(add("5", "ok", 15, 2, 0)).isEmpty();
    }

    @Test
    void anotherOutcomeIsNoticed() {
        assertThat(add(MAX, "overflow", 0, 1, 0)).contains("it should be ok");
        assertThat(add("1", "ok", Long.MIN_VALUE, 2, 0)).contains("it should be overflow");
        assertThat(decide("add", "x", row("add", null, "ok", 0, 3, 0)))
                .contains("it should be invalid");
    }

    @Test
    void aVersionOrAPlaceThatIsMissingIsNoticed() {
        assertThat(add("1", "ok", 1, 1, 0)).isEmpty();
        assertThat(add("1", "ok", 2, 3, 0)).contains("it is behind version 1, place 0");
        assertThat(add("1", "ok", 3, 3, 2)).contains("it is behind version 3, place 0");
        assertThat(add("1", "ok", 4, 4, 1)).contains("it is behind version 3, place 2");
    }

    @Test
    void whatNobodySentOrSentOtherwiseIsNoticed() {
        assertThat(model.decides(row("add", 5L, "ok", 5, 1, 0))).contains("nobody sent it");
        assertThat(decide("add", "5", row("add", 6L, "ok", 5, 2, 0)).orElse(""))
                .startsWith("sent was ");
        assertThat(decide("read", null, row("add", null, "ok", 5, 3, 0)).orElse(""))
                .startsWith("sent was ");
    }
}

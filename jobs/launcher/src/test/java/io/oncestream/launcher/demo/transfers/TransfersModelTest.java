package io.oncestream.launcher.demo.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules of a ledger, and that an outcome against one of them is noticed. */
class TransfersModelTest {

    private final Map<String, SentCommand> sent = new HashMap<>();
    private final TransfersModel model = new TransfersModel(sent);

    @BeforeEach
    void open() {
        assertThat(decide(null, "ann", "10.00", "applied")).isEmpty();
        assertThat(decide(null, "bob", "1.00", "applied")).isEmpty();
    }

    private Optional<String> decide(
            @Nullable String from, String to, String amount, String outcome) {
        String id = "c" + (sent.size() + 1);
        sent.put(id, new SentCommand("shop", id, from, to, amount));
        BigDecimal decided = outcome.equals("invalid") ? null : new BigDecimal(amount);
        return model.decides(new OutcomeRow("shop", sent.size(), id, from, to, decided, outcome));
    }

    @Test
    void anAccountPaysAllThatItHasAndNoMore() {
        assertThat(decide("ann", "bob", "10.00", "applied")).isEmpty();
        assertThat(decide("ann", "bob", "0.01", "insufficient_funds")).isEmpty();
        assertThat(decide("bob", "ann", "11.00", "applied")).isEmpty();
    }

    @Test
    void whatIsNotThereIsUnknownOnBothSides() {
        assertThat(decide("ann", "eve", "1.00", "unknown_account")).isEmpty();
        assertThat(decide("eve", "ann", "1.00", "unknown_account")).isEmpty();
    }

    @Test
    void whatCannotBeDoneIsInvalid() {
        assertThat(decide("ann", "ann", "1.00", "invalid")).isEmpty();
        assertThat(decide("ann", "bob", "1.005", "invalid")).isEmpty();
    }

    @Test
    void anotherOutcomeIsNoticed() {
        assertThat(decide("ann", "bob", "10.01", "applied"))
                .contains("it should be insufficient_funds");
        assertThat(decide("ann", "bob", "10.00", "insufficient_funds"))
                .contains("it should be applied");
        assertThat(decide("ann", "eve", "1.00", "applied"))
                .contains("it should be unknown_account");
    }

    @Test
    void anotherAmountOrAccountThanWasSentIsNoticed() {
        SentCommand command = new SentCommand("shop", "c9", "ann", "bob", "1.00");
        sent.put("c9", command);
        OutcomeRow other =
                new OutcomeRow("shop", 9, "c9", "ann", "bob", new BigDecimal("2.00"), "applied");
        assertThat(model.decides(other)).contains("sent was " + command);
        OutcomeRow elsewhere =
                new OutcomeRow("shop", 10, "c9", "ann", "eve", new BigDecimal("1.00"), "applied");
        assertThat(model.decides(elsewhere)).contains("sent was " + command);
    }

    @Test
    void whatNobodySentIsNoticed() {
        OutcomeRow row = new OutcomeRow("shop", 1, "x", "ann", "bob", BigDecimal.ONE, "applied");
        assertThat(model.decides(row)).contains("nobody sent it");
    }
}

package io.oncestream.job.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.transfer.Posting;
import io.oncestream.state.transfer.TransferDecision;
import io.oncestream.state.transfer.TransferOutcome;
import io.oncestream.state.transfer.TransferResult;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerBookTest {
    private static final Instant TIME = Instant.parse("2026-01-31T12:00:00Z");

    private final MapBookStore store = new MapBookStore();
    private final LedgerBook book = new LedgerBook(store);
    private int commands;

    private TransferDecision deposit(String account, long units) {
        return transfer(null, account, units);
    }

    private TransferDecision transfer(String from, String to, long units) {
        return book.decide(new TransferRequest("shop", "c" + ++commands, TIME, from, to, units));
    }

    @Test
    void aDepositOpensAnAccountAndIsOneLeg() {
        assertThat(deposit("a", 500))
                .isEqualTo(
                        new TransferDecision(
                                new TransferOutcome(
                                        "shop",
                                        1,
                                        "c1",
                                        TIME,
                                        null,
                                        "a",
                                        500L,
                                        TransferResult.APPLIED,
                                        null),
                                List.of(new Posting("shop", 1, "c1", "a", 500, 500, TIME))));
        assertThat(store.balances).containsOnlyKeys("a").containsValue(500L);
    }

    @Test
    void aTransferIsTwoLegsThatAddUpToZero() {
        deposit("a", 500);
        deposit("b", 100);
        assertThat(transfer("a", "b", 500).postings())
                .containsExactly(
                        new Posting("shop", 3, "c3", "a", -500, 0, TIME),
                        new Posting("shop", 3, "c3", "b", 500, 600, TIME));
    }

    /** A mistyped name would get the money. */
    @Test
    void aTransferOpensNoAccount() {
        deposit("a", 500);
        assertThat(said(transfer("a", "b", 1))).isEqualTo("unknown_account there is no account b");
        assertThat(said(transfer("b", "a", 1))).isEqualTo("unknown_account there is no account b");
        assertThat(said(transfer("b", "c", 1))).isEqualTo("unknown_account there is no account b");
        assertThat(store.balances).containsOnlyKeys("a");
    }

    @Test
    void anEmptyAccountStaysOpen() {
        deposit("a", 500);
        deposit("b", 1);
        transfer("a", "b", 500);
        assertThat(said(transfer("a", "b", 1))).isEqualTo("insufficient_funds null");
        assertThat(said(transfer("b", "a", 501))).isEqualTo("applied null");
    }

    @Test
    void aBalanceThatWouldBeTooGreatIsInvalidAndNothingIsMoved() {
        deposit("a", Long.MAX_VALUE);
        deposit("b", 2);
        String tooMuch = "invalid a would have more than an account can have";
        assertThat(said(transfer("b", "a", 1))).isEqualTo(tooMuch);
        assertThat(said(deposit("a", 1))).isEqualTo(tooMuch);
        assertThat(store.balances).containsEntry("a", Long.MAX_VALUE).containsEntry("b", 2L);
        assertThat(store.number()).isEqualTo(4);
    }

    private static String said(TransferDecision decision) {
        TransferOutcome outcome = decision.outcome();
        assertThat(decision.postings().isEmpty())
                .isEqualTo(outcome.result() != TransferResult.APPLIED);
        return outcome.result().word() + " " + outcome.reason();
    }
}

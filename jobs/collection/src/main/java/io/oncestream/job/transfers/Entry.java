package io.oncestream.job.transfers;

import io.oncestream.state.transfer.Posting;
import io.oncestream.state.transfer.TransferDecision;
import io.oncestream.state.transfer.TransferOutcome;
import io.oncestream.state.transfer.TransferResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command in its ledger, and what may become of it.
 *
 * @param number its place there
 */
record Entry(TransferRequest request, long number) {

    TransferDecision applied(Posting... postings) {
        return new TransferDecision(outcome(TransferResult.APPLIED, null), List.of(postings));
    }

    TransferDecision refused(TransferResult result, @Nullable String reason) {
        return new TransferDecision(outcome(result, reason), List.of());
    }

    private TransferOutcome outcome(TransferResult result, @Nullable String reason) {
        return new TransferOutcome(
                request.ledger(),
                number,
                request.id(),
                request.time(),
                request.from(),
                request.to(),
                request.units(),
                result,
                reason);
    }

    Posting posting(String account, long units, long balance) {
        return new Posting(
                request.ledger(), number, request.id(), account, units, balance, request.time());
    }
}

package io.oncestream.state.lock;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a domain has decided: the answer to a command, or that a lease has ended.
 *
 * <p>A domain numbers without gaps what happens in it: a command when it comes, an answer that
 * comes later, a lease that ends. What is answered at once has one number for both. So the numbers
 * and the arrivals of all answers are the order in which everything happened, and of two that were
 * granted one resource after they had waited, the one that arrived first has the smaller number.
 *
 * @param number of the decision; greater than those of all decisions before it
 * @param arrived the number that the command got when it came; the number itself where nothing
 *     waited
 * @param id the command's; null where a lease has ended
 * @param owner who asked, or whose lease has ended
 * @param op what was asked for, as it was written; null where a lease has ended
 * @param token that was granted, renewed or released, or has expired; null for other outcomes
 * @param leaseEnd of a token that was granted or renewed, or has expired; null for other outcomes
 * @param decidedAt the event time of the decision
 * @param reason one sentence for a person, where the outcome does not say everything
 */
public record LockAnswer(
        String domain,
        long number,
        long arrived,
        @Nullable String id,
        String resource,
        String owner,
        @Nullable String op,
        LockOutcome outcome,
        @Nullable Long token,
        @Nullable Instant leaseEnd,
        Instant decidedAt,
        @Nullable String reason) {}

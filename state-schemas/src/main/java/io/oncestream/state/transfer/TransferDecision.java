package io.oncestream.state.transfer;

import java.util.List;

/**
 * All that one command did. It is one record of a stream, so that nothing comes between its legs.
 *
 * @param postings of what was applied one, of a deposit, or two, whose amounts add up to zero; else
 *     none
 */
public record TransferDecision(TransferOutcome outcome, List<Posting> postings) {}

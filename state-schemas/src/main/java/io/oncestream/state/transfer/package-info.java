/** Transfers between accounts: what a ledger has decided, and the postings of its accounts. */
@NullMarked
package io.oncestream.state.transfer;

import org.jspecify.annotations.NullMarked;

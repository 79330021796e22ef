/**
 * Money, or stock, that moves between accounts: a ledger decides its transfers one after the other.
 */
@NullMarked
package io.oncestream.job.transfers;

import org.jspecify.annotations.NullMarked;

/**
 * Internal: what a sink keeps beside its rows, in the tables of {@link
 * io.oncestream.connector.jdbc.ledger.LedgerTables} and, as a {@link
 * io.oncestream.connector.jdbc.ledger.Lineage}, in its state.
 */
@NullMarked
package io.oncestream.connector.jdbc.ledger;

import org.jspecify.annotations.NullMarked;

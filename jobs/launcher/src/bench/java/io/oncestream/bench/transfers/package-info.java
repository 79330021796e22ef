/**
 * Transfers between accounts in several databases: by the transfers job, and by plain Java clients
 * with XA transactions.
 *
 * <p>All read the same topic, in which the commands of each {@link
 * io.oncestream.bench.transfers.TransferScript script} are before the clock starts. A {@link
 * io.oncestream.bench.transfers.XaWorker worker} of the plain clients has partitions of its own,
 * and so ledgers of its own: workers never wait for each other's rows, and each ledger's commands
 * are decided in their order, as the job does.
 *
 * <p>Each run is {@link io.oncestream.bench.transfers.Books checked}: one outcome for each command,
 * the same one for all systems; no balance below zero, and each the sum of its postings; the sum of
 * all is that of the deposits; no transaction is left prepared.
 */
@NullMarked
package io.oncestream.bench.transfers;

import org.jspecify.annotations.NullMarked;

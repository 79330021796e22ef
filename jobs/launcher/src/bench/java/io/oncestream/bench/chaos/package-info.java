/**
 * Row 18 of the sink's failure matrix: processes are killed at random, with {@code kill -9}, and
 * after each round ledger, tables and source must agree.
 *
 * <p><b>What runs.</b> The cluster that {@code ./oncestream cluster start} starts, with high
 * availability (ZooKeeper, two JobManagers) and two TaskManagers of two slots each, and a database
 * that {@code ./oncestream services start} starts; all in a folder of their own, so that they meet
 * nothing else on this machine. Two jobs fill all slots, with a checkpoint each second: {@code
 * averages}, which upserts a row per key and window, and one that appends each reading as a row, in
 * which a lost or a doubled reading is one row. Their source is the seeded generator, at a rate that
 * it keeps for as long as the rounds take. Their restart strategy waits for two seconds at most:
 * the cluster's own would wait longer with each round.
 *
 * <p><b>A round.</b> After a random pause one of four kills: a TaskManager, the leading JobManager,
 * both, or the database with all of its processes. In a third of the rounds another kill follows,
 * either at once or when what died has been replaced and the jobs are just recovering. What is dead
 * is then started again by the same commands, the database after a random time. The round ends
 * when both jobs have committed a checkpoint that was triggered after the last kill. All of this
 * follows from the seed, except for which JobManager leads.
 *
 * <p><b>The check</b>, in one snapshot of the database. Sinks commit one by one, so no single
 * position of the source belongs to what is committed; but each writer commits a prefix of what it
 * was given:
 *
 * <ul>
 *   <li>The generator's readings are divided into 120 classes, each read in order by one subtask.
 *       In the appended rows there must be, of each class, every reading up to its newest, once.
 *   <li>A key's windows are closed in their order. In the upserted rows there must be, of each key,
 *       every window up to its newest, with the count, the sum and more that are computed here anew
 *       from the seed.
 *   <li>The ledger's markers must count as many rows as each table has. An upsert that is applied
 *       twice leaves its table right and shows only there.
 * </ul>
 *
 * At the end both jobs are stopped with a savepoint and resumed with a source that ends: then
 * nothing may be missing at the tail either.
 *
 * <p><b>Transfers</b> have three databases, each of which is killed, or made to stand still with
 * SIGSTOP; strong, weak and eventual readers check beside it what they see. A round ends when the
 * cut has moved in all databases. Then each command that was sent must have one outcome, which is
 * that of a plain model; what must hold at each cut holds at the newest and at published ones. The
 * job is rescaled between rounds, and set back to an older savepoint. That the check finds what is
 * wrong is seen with {@link Broken} variants.
 *
 * <p><b>Counters</b> have such databases too, and two jobs, each with a client, that count in one
 * set of them. A round ends when both jobs have moved their registers in all databases. Then the
 * clients rest until all is answered and all databases have the same rows; each answer must be that
 * of a plain model, in the order of the versions, and no two databases may have accepted two values
 * at one ballot. The jobs are rescaled between rounds.
 *
 * <p><b>A store</b> has four such databases as shards, of which two join and leave all the time,
 * the next change often before the one before is done. A round ends when answers are committed
 * again. Then the client and the ring rest until all is answered, each bucket is where it belongs
 * and what is dead is swept; answers, reads and rows must be those of plain models. The job is
 * rescaled every three rounds.
 *
 * <p><b>Recovery</b> is the time from a round's last kill until both jobs have committed again. It
 * holds the start of the replacements, and for a database how long it was left dead.
 */
@NullMarked
package io.oncestream.bench.chaos;

import org.jspecify.annotations.NullMarked;

/**
 * What the exactly-once sink keeps in Flink's state between the two phases of its commit: sealed
 * transactions with their rows, and who wrote them.
 */
@NullMarked
package io.oncestream.state.ledger;

import org.jspecify.annotations.NullMarked;

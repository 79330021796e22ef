/**
 * Internal: the tree that runs and their checkpoints make, and which of its branches a table holds.
 */
@NullMarked
package io.oncestream.connector.jdbc.history;

import org.jspecify.annotations.NullMarked;

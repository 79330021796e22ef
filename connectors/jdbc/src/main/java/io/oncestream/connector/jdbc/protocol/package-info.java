/** Internal: the two transactions in which a sink changes a database, its start and its commit. */
@NullMarked
package io.oncestream.connector.jdbc.protocol;

import org.jspecify.annotations.NullMarked;

/** PostgreSQL: COPY in its binary format, advisory locks and the catalogue. */
@NullMarked
package io.oncestream.connector.jdbc.postgres;

import org.jspecify.annotations.NullMarked;

/**
 * Internal: rows as bytes. How they are encoded and checked ({@link
 * io.oncestream.connector.jdbc.rows.RowEncoder}), and kept until a snapshot seals them ({@link
 * io.oncestream.connector.jdbc.rows.RowBuffer}).
 */
@NullMarked
package io.oncestream.connector.jdbc.rows;

import org.jspecify.annotations.NullMarked;

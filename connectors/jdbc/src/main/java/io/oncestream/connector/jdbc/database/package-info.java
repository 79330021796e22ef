/**
 * Internal: what a database is to a sink. What differs between databases ({@link
 * io.oncestream.connector.jdbc.database.Dialect}), the rule for trying again ({@link
 * io.oncestream.connector.jdbc.database.DatabaseSession}), and whether a table fits ({@link
 * io.oncestream.connector.jdbc.database.TableShape}).
 */
@NullMarked
package io.oncestream.connector.jdbc.database;

import org.jspecify.annotations.NullMarked;

/**
 * MariaDB, by its own driver or by MySQL's: statements of many rows, strict sessions, and data
 * definitions that commit.
 */
@NullMarked
package io.oncestream.connector.jdbc.mariadb;

import org.jspecify.annotations.NullMarked;

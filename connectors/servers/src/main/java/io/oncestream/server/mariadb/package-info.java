/** MariaDB, from binaries that the build unpacks. */
@NullMarked
package io.oncestream.server.mariadb;

import org.jspecify.annotations.NullMarked;

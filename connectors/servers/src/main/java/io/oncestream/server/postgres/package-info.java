/** PostgreSQL, from an archive that the build puts below its target folder. */
@NullMarked
package io.oncestream.server.postgres;

import org.jspecify.annotations.NullMarked;

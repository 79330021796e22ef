/** Several databases that are worked with at once. */
@NullMarked
package io.oncestream.connector.jdbc.cluster;

import org.jspecify.annotations.NullMarked;

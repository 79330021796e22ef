/** Where passwords are, for sources and sinks alike. */
@NullMarked
package io.oncestream.connector.credential;

import org.jspecify.annotations.NullMarked;

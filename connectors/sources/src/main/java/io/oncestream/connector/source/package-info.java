/** What all sources share: how a URI names what to read. */
@NullMarked
package io.oncestream.connector.source;

import org.jspecify.annotations.NullMarked;

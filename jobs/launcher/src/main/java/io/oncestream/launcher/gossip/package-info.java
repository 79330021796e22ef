/** Agents that gossip heartbeats by UDP and report what they know, and a script of what befalls. */
@NullMarked
package io.oncestream.launcher.gossip;

import org.jspecify.annotations.NullMarked;

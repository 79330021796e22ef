/**
 * A lock service: resources of a domain that have one holder at a time, with leases, queues and
 * tokens that grow.
 */
@NullMarked
package io.oncestream.job.locks;

import org.jspecify.annotations.NullMarked;

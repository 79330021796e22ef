package io.oncestream.job.locks;

import java.time.Instant;

/**
 * A command that could not become a {@link LockRequest}, as it was written.
 *
 * @param reason one sentence for a person
 */
record InvalidRequest(
        String domain,
        String id,
        String resource,
        String owner,
        String op,
        Instant time,
        String reason) {}

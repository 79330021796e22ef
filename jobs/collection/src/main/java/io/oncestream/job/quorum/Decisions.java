package io.oncestream.job.quorum;

import io.oncestream.state.quorum.Certificate;
import io.oncestream.state.quorum.Evidence;
import io.oncestream.state.quorum.QuorumValue;

/** Where what an instrument decides goes. */
interface Decisions {

    /** A round as it is now, in the place of what it was. */
    void value(QuorumValue value);

    /** Once for each value of a round. */
    void certificate(Certificate certificate);

    /** Once for each feed and round. */
    void evidence(Evidence evidence);

    /** An observation has no effect. */
    void unused(Unused why);
}

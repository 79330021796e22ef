package io.oncestream.connector.jdbc.paxos;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One thing that is agreed on with the databases, without the talking itself. */
public interface Conversation {

    /** What is to be asked now; empty when all is done. */
    Optional<Request> next();

    /**
     * What came back to the last request.
     *
     * @param replies of each database that did it, the registers that were asked for
     */
    void answered(List<Map<String, Register>> replies);

    /** How often in a row others were faster: who asks pauses the longer, and not all alike. */
    default int refusals() {
        return 0;
    }
}

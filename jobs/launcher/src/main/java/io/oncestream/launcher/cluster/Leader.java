package io.oncestream.launcher.cluster;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.highavailability.ClientHighAvailabilityServices;
import org.apache.flink.runtime.highavailability.HighAvailabilityServicesUtils;
import org.apache.flink.runtime.util.LeaderRetrievalUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which JobManager leads, as ZooKeeper has it: after a sudden death, for a while the dead one. */
final class Leader {

    private static final Logger LOG = LoggerFactory.getLogger(Leader.class);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

    private Leader() {}

    /** The address of its REST interface; empty while there is none. */
    static Optional<URI> webUi(Configuration configuration) {
        try (ClientHighAvailabilityServices services =
                HighAvailabilityServicesUtils.createClientHAService(
                        configuration, error -> LOG.warn("ZooKeeper's client failed", error))) {
            return Optional.of(
                    URI.create(
                            LeaderRetrievalUtils.retrieveLeaderInformation(
                                            services.getClusterRestEndpointLeaderRetriever(),
                                            ANSWER_MAX)
                                    .getLeaderAddress()));
        } catch (Exception e) {
            LOG.debug("No leader", e);
            return Optional.empty();
        }
    }
}

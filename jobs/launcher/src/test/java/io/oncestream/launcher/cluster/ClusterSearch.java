package io.oncestream.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/**
 * Looks for secrets in all that a cluster below a folder, which jobs have run on, leaves on disk
 * and answers.
 */
final class ClusterSearch {

    private final Path folder;
    private final SecretSearch search;
    private int answers;

    ClusterSearch(Path folder, String... secrets) {
        this.folder = folder;
        this.search = new SecretSearch(secrets);
    }

    /** While it runs: afterwards much of it is gone. */
    void running(TestCluster cluster) throws Exception {
        RestCrawl crawl = new RestCrawl(cluster.rest(), search);
        crawl.run();
        answers += crawl.answers();
        files();
    }

    /** Those of this moment. */
    void files() throws Exception {
        search.folder(folder);
    }

    /** Neither before nor now. */
    void assertNothingFound() throws Exception {
        files();
        assertThat(search.found()).isEmpty();
        assertThat(answers).isGreaterThan(100);
        assertThat(search.searched())
                .anyMatch(place -> place.contains("submittedExecutionPlan"))
                .anyMatch(place -> place.contains("savepoint") && place.endsWith("_metadata"))
                .anyMatch(place -> place.contains("chk-") && place.endsWith("_metadata"))
                .anyMatch(place -> place.contains("blob") && place.contains("!"))
                .anyMatch(place -> place.contains("zookeeper"))
                .anyMatch(place -> place.endsWith("taskmanager-1.log"));
    }
}

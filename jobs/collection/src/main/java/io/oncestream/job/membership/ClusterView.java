package io.oncestream.job.membership;

import io.oncestream.state.membership.ClusterProgress;
import io.oncestream.state.membership.GossipEntry;

/**
 * One cluster: merges what its nodes gossip, and says who seems to live.
 *
 * <p>What is merged is exact, in whatever order entries come (van Renesse, Minsky and Hayden, "A
 * gossip-style failure detection service", 1998). Who is suspected is a guess, by the cluster's own
 * clock: the lower median of how far its members' clocks have come. Wrong clocks do not matter to
 * it, for only their progress counts; and it stands still unless more than half of those that live
 * report, so that who is cut off from them blames nobody (Dadgar et al., "Lifeguard", 2018).
 */
final class ClusterView {

    private static final long AHEAD_SECONDS_MAX = 86_400;

    private final MembershipConfig config;
    private final NodeStore store;
    private final Findings findings;
    private final Course course;
    private final Signs signs;
    private final Overdue overdue;
    private final Rows rows;

    ClusterView(MembershipConfig config, NodeStore store, Findings findings) {
        PhiDetector detector = new PhiDetector(config.phi(), config.pause().toMillis());
        this.config = config;
        this.store = store;
        this.findings = findings;
        this.course = new Course(findings);
        this.signs = new Signs(config, detector, store, course, findings);
        this.overdue = new Overdue(config, detector, store, course, findings);
        this.rows = new Rows(config, detector, store, course, findings);
    }

    /** Takes what an observer reports of a node. */
    void take(GossipEntry entry) {
        if (entry.sign().incarnation() > entry.time().getEpochSecond() + AHEAD_SECONDS_MAX) {
            findings.rejected(
                    entry,
                    "incarnation %d is more than a day ahead of its report"
                            .formatted(entry.sign().incarnation()));
            return;
        }
        long time = entry.time().toEpochMilli();
        ClusterProgress progress = store.progress();
        load(entry.cluster(), progress.clock() == null ? begun(progress, time) : progress);
        if (signs.take(entry)) {
            overdue.look();
        }
        rows.tell();
        save();
    }

    /** Tells of all nodes as they are. */
    void end(String cluster) {
        ClusterProgress progress = store.progress();
        if (progress.clock() != null) {
            load(cluster, progress);
            rows.tellAll();
            save();
        }
    }

    /** Forgets all nodes. How many changes and versions there were is what is left. */
    void forgetAll(String cluster) {
        ClusterProgress progress = store.progress();
        if (progress.clock() != null) {
            load(cluster, progress);
            overdue.forgetAll();
            rows.tellAll();
            store.setProgress(ClusterProgress.forgotten(course.changes(), rows.last()));
        }
    }

    /** The clock begins at the first report's. */
    private ClusterProgress begun(ClusterProgress progress, long time) {
        return new ClusterProgress(
                time,
                time,
                time,
                time + config.report().toMillis(),
                null,
                progress.changes(),
                true,
                progress.last());
    }

    private void load(String cluster, ClusterProgress progress) {
        course.load(cluster, progress);
        overdue.load(progress);
        rows.load(progress);
    }

    private void save() {
        store.setProgress(
                new ClusterProgress(
                        course.clock(),
                        overdue.nextLook(),
                        rows.nextGroups(),
                        rows.nextReport(),
                        null,
                        course.changes(),
                        course.quorum(),
                        rows.last()));
    }
}

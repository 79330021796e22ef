package io.oncestream.bench.chaos;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Jobs that read the seeded generator, so that each row can be computed anew. */
final class GeneratorScenario implements Scenario {

    /** What a source has left when it gets an end. */
    private static final long READINGS_LEFT = 5_000;

    private static final long STOP_SECONDS_MAX = 120;

    private final Testbed testbed;
    private final List<Workload> workloads;
    private final List<RunningJob> jobs = new ArrayList<>();
    private final List<Long> ends = new ArrayList<>();

    GeneratorScenario(Testbed testbed, long seed) {
        this.testbed = testbed;
        this.workloads = List.of(new AppendedReadings(seed), new UpsertedAverages(seed));
    }

    @Override
    public List<String> tables() {
        return workloads.stream().map(Workload::table).toList();
    }

    @Override
    public void start() throws Exception {
        for (Workload workload : workloads) {
            String from = workload.source() + "&rate=" + workload.rate();
            jobs.add(
                    RunningJob.start(
                            testbed,
                            workload.table(),
                            workload.options(),
                            workload.arguments(from, testbed.url())));
        }
    }

    @Override
    public void checkRuns() {
        jobs.forEach(RunningJob::checkRuns);
    }

    /** With a source that ends all its readings must be in the tables. */
    @Override
    public void finish() throws Exception {
        List<RunningJob> ending = new ArrayList<>();
        for (int i = 0; i < workloads.size(); i++) {
            Workload workload = workloads.get(i);
            long end = READINGS_LEFT;
            try (Connection connection = testbed.connect()) {
                end += workload.readings(connection);
            }
            // While it is being stopped it reads on.
            end += STOP_SECONDS_MAX * workload.rate();
            ends.add(end);
            String from = workload.source() + "&count=" + end;
            ending.add(
                    jobs.get(i).resume(workload.arguments(from, testbed.url()), Testbed.SLOTS));
        }
        for (RunningJob job : ending) {
            job.awaitFinished();
        }
    }

    @Override
    public List<Agreement> check(Connection snapshot, boolean complete) throws SQLException {
        List<Agreement> agreements = new ArrayList<>();
        for (int i = 0; i < workloads.size(); i++) {
            OptionalLong end = complete ? OptionalLong.of(ends.get(i)) : OptionalLong.empty();
            agreements.add(workloads.get(i).check(snapshot, end));
        }
        return agreements;
    }
}

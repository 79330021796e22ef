package io.oncestream.launcher.flink;

import java.util.stream.Stream;
import org.apache.flink.client.program.StreamContextEnvironment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.core.execution.PipelineExecutorFactory;
import org.apache.flink.core.execution.PipelineExecutorServiceLoader;

/**
 * Calls a job's main up to where it would submit its graph, so that wrong usage, such as a file
 * that is not there, comes up before a database or a cluster is started for it.
 */
public final class Rehearsal {

    private Rehearsal() {}

    private static final class Over extends Exception {}

    /** Throws what the job's main throws. */
    public static void of(LocalCluster.JobMain main, String[] arguments) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(DeploymentOptions.TARGET, "none");
        StreamContextEnvironment.setAsContext(
                new NoExecutor(), configuration, Rehearsal.class.getClassLoader(), true, true);
        try {
            main.run(arguments);
        } catch (Over submitted) {
            // The end of what can be rehearsed.
        } finally {
            StreamContextEnvironment.unsetAsContext();
        }
    }

    private static final class NoExecutor implements PipelineExecutorServiceLoader {
        @Override
        public PipelineExecutorFactory getExecutorFactory(Configuration configuration) throws Over {
            throw new Over();
        }

        @Override
        public Stream<String> getExecutorNames() {
            return Stream.empty();
        }
    }
}

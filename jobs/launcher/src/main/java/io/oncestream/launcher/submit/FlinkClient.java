package io.oncestream.launcher.submit;

import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.failure.RootCause;
import io.oncestream.launcher.home.Home;
import io.oncestream.server.process.Installation;
import io.oncestream.server.process.JavaCommand;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.PipelineOptionsInternal;

/** Flink's command line in a process of its own, with nothing but Flink on its class path. */
final class FlinkClient {

    private static final String MAIN = "org.apache.flink.client.cli.CliFrontend";

    private final Home home;
    private final Path conf;

    /**
     * @param conf Flink's configuration folder of the cluster
     */
    FlinkClient(Home home, Path conf) {
        this.home = home;
        this.conf = conf;
    }

    /**
     * Submits a job and does not wait for its end.
     *
     * @throws FailureException when the cluster does not take it
     */
    void submit(JobID jobId, String mainClass, Path jar, String[] arguments)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("run", "--detached", "--target", "remote"));
        String id = PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID.key() + "=" + jobId.toHexString();
        words.add("-D" + id);
        words.addAll(List.of("--class", mainClass, jar.toString()));
        words.addAll(List.of(arguments));
        Path printed = home.log().resolveSibling(home.log().getFileName() + ".cli");
        int code = run(words, printed);
        String text = Files.readString(printed);
        Files.delete(printed);
        if (code != 0) {
            throw new FailureException(
                    "Flink did not take the job: %s; log: %s".formatted(reason(text), home.log()));
        }
    }

    private int run(List<String> words, Path printed) throws IOException, InterruptedException {
        Installation installation = home.installation();
        List<String> options =
                List.of(
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dlog.file=" + home.log(),
                        "-Dlog4j2.configurationFile="
                                + installation.logging("log4j-cli.properties"));
        ProcessBuilder builder =
                new ProcessBuilder(
                                JavaCommand.of(installation.flinkClassPath(), options, MAIN, words))
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.to(printed.toFile()));
        builder.environment().put("FLINK_CONF_DIR", conf.toString());
        return builder.start().waitFor();
    }

    private static String reason(String printed) {
        int trace = printed.indexOf("org.apache.flink");
        return RootCause.of(trace < 0 ? printed : printed.substring(trace));
    }
}

package io.oncestream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.launcher.home.Home;
import io.oncestream.launcher.services.RunningService;
import io.oncestream.server.process.LocalPort;
import io.oncestream.server.process.ServerProcess;
import io.oncestream.testing.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Services in a home of their own, which the script starts there. */
record ServicesHome(Path folder) {

    static final Path SCRIPT = Path.of("../../oncestream").toAbsolutePath().normalize();

    Path state() {
        return folder.resolve("state");
    }

    Home home() {
        return InThisProcess.home(folder);
    }

    private static String[] words(String... arguments) {
        List<String> words = new ArrayList<>(List.of("services"));
        words.addAll(List.of(arguments));
        return words.toArray(String[]::new);
    }

    /** {@code ./oncestream services ...}. */
    ScriptRun begin(String... arguments) throws Exception {
        return ScriptRun.start(SCRIPT, folder, words(arguments));
    }

    ScriptRun.Ended script(String... arguments) throws Exception {
        return begin(arguments).await();
    }

    /** The same in this process. */
    ScriptRun.Ended services(String... arguments) {
        return InThisProcess.run(folder, words(arguments));
    }

    /** Starts one and returns its address. */
    String start(String name, String port) throws Exception {
        return uri(services("start", name, "--port", port));
    }

    /** The same on the port that it chooses. */
    String uriOfStart(String name) {
        return uri(services("start", name));
    }

    String start(String name) throws Exception {
        return start(name, freePort());
    }

    static String freePort() throws Exception {
        return Integer.toString(LocalPort.anyFree());
    }

    /** The second word of the only line of the standard output. */
    static String uri(ScriptRun.Ended started) {
        assertThat(started.code()).as(started.err()).isZero();
        assertThat(started.out().lines()).as(started.err()).hasSize(1);
        String line = started.out().strip();
        return line.substring(line.lastIndexOf(' ') + 1);
    }

    ServerProcess process(String name) throws Exception {
        return ServerProcess.find(state().resolve("services").resolve(name), name).orElseThrow();
    }

    void kill(String name) throws Exception {
        ServerProcess server = process(name);
        server.kill();
        Patience.await().until(() -> !server.isAlive());
    }

    List<RunningService> running() throws Exception {
        return RunningService.all(home());
    }

    void assertNothingOf(String name) throws Exception {
        assertThat(running()).isEmpty();
        assertThat(ServerProcess.find(state().resolve("services").resolve(name), name)).isEmpty();
    }

    void stopWhatIsLeft() throws Exception {
        assertThat(services("stop").code()).isZero();
        assertThat(running()).isEmpty();
    }

    /** Puts a file where a folder is wanted. */
    Path putInTheWay(String name) throws Exception {
        Path services = Files.createDirectories(state().resolve("services"));
        return Files.createFile(services.resolve(name));
    }
}

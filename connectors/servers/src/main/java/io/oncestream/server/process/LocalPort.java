package io.oncestream.server.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Ports of 127.0.0.1, and the one that a server had the last time, which its folder keeps. */
public final class LocalPort {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final String FILE = "port";

    private LocalPort() {}

    /** Why no server can listen there, as the operating system says it; empty when one can. */
    public static Optional<String> problem(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, LOOPBACK)) {
            return socket.isBound() ? Optional.empty() : Optional.of("not bound");
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    public static boolean isFree(int port) {
        return problem(port).isEmpty();
    }

    /**
     * The first of some ports in a row that are all free.
     *
     * @param from the lowest that is looked at
     * @param count how many are looked at
     */
    public static OptionalInt firstFree(int from, int count, int inARow) {
        return IntStream.range(from, from + count)
                .filter(port -> IntStream.range(port, port + inARow).allMatch(LocalPort::isFree))
                .findFirst();
    }

    public static int anyFree() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
            return socket.getLocalPort();
        }
    }

    /** Empty when no server was started in this folder yet. */
    public static OptionalInt last(Path folder) throws IOException {
        try {
            String last = Files.readString(folder.resolve(FILE)).strip();
            return last.matches("[0-9]{1,5}")
                    ? OptionalInt.of(Integer.parseInt(last))
                    : OptionalInt.empty();
        } catch (NoSuchFileException e) {
            return OptionalInt.empty();
        }
    }

    public static void remember(Path folder, int port) throws IOException {
        Files.writeString(folder.resolve(FILE), Integer.toString(port));
    }
}

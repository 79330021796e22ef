package io.oncestream.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between a client and a server on loopback, and once armed does harm to one of the pieces
 * that pass: a piece is what one side sends before it waits for the other one, or a part of that.
 */
public final class FaultyProxy implements AutoCloseable {
    /** What happens to the piece. */
    public enum Fault {
        /** It does not arrive, and both connections break. */
        CUT,
        /** Neither it nor anything behind it arrives, and both connections stay. */
        STALL,
        /** It arrives when its sender has gone, who gave up waiting for an answer. */
        DELAY
    }

    /** Which way the piece goes. */
    public enum Direction {
        TO_SERVER,
        TO_CLIENT
    }

    private record Plan(Fault fault, Direction direction, int piece) {}

    private final ServerSocket listener;
    private final int serverPort;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    // Guarded by this.
    private Plan plan;
    private int passed;

    public FaultyProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("proxy", this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The fault befalls the given piece, counted from 1 and from now on, over all connections. */
    public synchronized void arm(Fault fault, Direction direction, int piece) {
        plan = new Plan(fault, direction, piece);
        passed = 0;
    }

    /** Whether the fault has happened since {@link #arm}. */
    public synchronized boolean hasStruck() {
        return plan == null;
    }

    /** The same, and it happens no more: a test without one has shown nothing. */
    public synchronized boolean disarm() {
        boolean happened = hasStruck();
        plan = null;
        return happened;
    }

    /** What was sent to the server, piece by piece, over all connections: its round trips. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private synchronized Fault next(Direction direction) {
        if (plan == null || plan.direction() != direction || ++passed < plan.piece()) {
            return null;
        }
        Fault fault = plan.fault();
        plan = null;
        return fault;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                sockets.add(client);
                sockets.add(server);
                start("proxy-requests", () -> pump(client, server, Direction.TO_SERVER));
                start("proxy-answers", () -> pump(server, client, Direction.TO_CLIENT));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void pump(Socket from, Socket to, Direction direction) {
        byte[] buffer = new byte[64 * 1024];
        boolean stalled = false;
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                Fault fault = next(direction);
                if (fault == Fault.CUT) {
                    return;
                }
                stalled |= fault == Fault.STALL;
                if (fault == Fault.DELAY) {
                    byte[] rest = in.readAllBytes();
                    out.write(buffer, 0, n);
                    out.write(rest);
                    return;
                }
                if (direction == Direction.TO_SERVER) {
                    requests.add(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
                }
                if (!stalled) {
                    out.write(buffer, 0, n);
                    out.flush();
                }
            }
        } catch (IOException e) {
            // One end went away; closing both sockets is all that is left to do.
            return;
        }
    }

    /** Goes away: no new connections, and the open ones break. */
    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}

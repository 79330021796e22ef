package io.oncestream.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client and a server on loopback. Once armed, it cuts both connections when the
 * server reports a commit, instead of delivering the report: the server has committed and the
 * client cannot know. PostgreSQL's report names the commit; MariaDB's does not, so there it is the
 * next answer to a client that has asked for one.
 */
public final class AnswerCuttingProxy implements AutoCloseable {
    private static final byte[] COMMIT = "COMMIT".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener;
    private final DatabaseKind kind;
    private final AtomicInteger toCut = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /** In front of the server of this JVM. */
    public AnswerCuttingProxy(DatabaseKind kind) throws IOException {
        this.kind = kind;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("proxy", this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Cuts the answers to the next so many commits. */
    public void cutAnswers(int count) {
        toCut.set(count);
    }

    /** How many answers were cut: a test that cut none has shown nothing. */
    public int cuts() {
        return cuts.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), kind.port());
                sockets.add(client);
                sockets.add(server);
                AtomicBoolean asked = new AtomicBoolean();
                start("proxy-requests", () -> pump(client, server, new Requests(asked)));
                start("proxy-answers", () -> pump(server, client, new Answers(asked)));
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

    /** Goes away: no new connections, and the open ones break. */
    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** Looks at what passes; says whether to cut instead. */
    private interface Watcher {
        boolean cuts(byte[] buffer, int length);
    }

    private record Requests(AtomicBoolean asked) implements Watcher {
        @Override
        public boolean cuts(byte[] buffer, int length) {
            asked.set(contains(buffer, length, COMMIT));
            return false;
        }
    }

    private final class Answers implements Watcher {
        private final AtomicBoolean asked;

        private Answers(AtomicBoolean asked) {
            this.asked = asked;
        }

        @Override
        public boolean cuts(byte[] buffer, int length) {
            boolean commit =
                    kind == DatabaseKind.POSTGRES ? contains(buffer, length, COMMIT) : asked.get();
            return commit && take();
        }
    }

    private void pump(Socket from, Socket to, Watcher watcher) {
        byte[] buffer = new byte[64 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (watcher.cuts(buffer, n)) {
                    cuts.incrementAndGet();
                    return;
                }
                out.write(buffer, 0, n);
                out.flush();
            }
        } catch (IOException e) {
            // One end went away; closing both sockets is all that is left to do.
            return;
        }
    }

    private boolean take() {
        return toCut.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    private static boolean contains(byte[] buffer, int length, byte[] word) {
        for (int i = 0; i + word.length <= length; i++) {
            int j = 0;
            while (j < word.length && buffer[i + j] == word[j]) {
                j++;
            }
            if (j == word.length) {
                return true;
            }
        }
        return false;
    }
}

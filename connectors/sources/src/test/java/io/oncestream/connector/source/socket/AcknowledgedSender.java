package io.oncestream.connector.source.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** Sends lines to a TCP source and, after a broken connection, again what was not acknowledged. */
final class AcknowledgedSender {

    private static final long NANOS_BETWEEN_LINES = 500_000;
    private static final long NANOS_BETWEEN_ATTEMPTS = 20_000_000;

    private final int port;
    private final List<String> lines;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile int allowed;
    private volatile long durable;

    AcknowledgedSender(int port, List<String> lines) {
        this.port = port;
        this.lines = lines;
        this.allowed = lines.size();
    }

    /** Waits behind so many lines, until more are allowed. */
    AcknowledgedSender allow(int lines) {
        allowed = lines;
        return this;
    }

    CompletableFuture<Void> start() {
        return CompletableFuture.runAsync(this::sendAll, threads);
    }

    /** How many lines are. */
    long durable() {
        return durable;
    }

    /** Until all lines are durable. */
    void sendAll() {
        while (durable < lines.size()) {
            sendUntilBroken(lines.size(), "");
            LockSupport.parkNanos(NANOS_BETWEEN_ATTEMPTS);
        }
    }

    /** Ends the connection in the middle of the line behind so many. */
    void sendTorn(int whole) {
        String torn = lines.get(whole);
        sendUntilBroken(whole, torn.substring(0, torn.length() / 2));
    }

    private void sendUntilBroken(int to, String rest) {
        long from = durable;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            CompletableFuture<Void> answers =
                    CompletableFuture.runAsync(() -> readAnswers(socket, from), threads);
            try {
                write(socket.getOutputStream(), (int) from, to, rest);
                socket.shutdownOutput();
            } finally {
                // Also behind a broken write: what is acknowledged must not be sent again.
                answers.join();
            }
        } catch (IOException e) {
            // The next attempt goes on from the last acknowledgement.
        }
    }

    private void write(OutputStream out, int from, int to, String rest) throws IOException {
        for (int i = from; i < to; i++) {
            do {
                LockSupport.parkNanos(NANOS_BETWEEN_LINES);
            } while (i >= allowed);
            out.write((lines.get(i) + "\n").getBytes(UTF_8));
        }
        out.write(rest.getBytes(UTF_8));
    }

    private void readAnswers(Socket socket, long from) {
        try {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                durable = from + Long.parseLong(line);
            }
        } catch (IOException e) {
            // So ended the connection.
        }
    }
}

package io.oncestream.launcher.produce;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.oncestream.launcher.failure.FailureException;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.util.OptionalLong;

/** Sends lines, while a thread reads how many of them are durable. */
final class TcpLines implements MessageTarget {

    /** So long without news of lines that wait for it: the other side does not acknowledge. */
    private static final long SILENCE_MILLIS_MAX = 60_000;

    private final Socket socket;
    private final OutputStream out;
    private final Object lock = new Object();
    private long sent;
    private long durable;
    private String ended = "";

    TcpLines(Socket socket) throws IOException {
        this.socket = socket;
        this.out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        Thread reader = new Thread(this::readAnswers, "acknowledgements");
        reader.setDaemon(true);
        reader.start();
    }

    private void readAnswers() {
        String end = "the connection was closed";
        try {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.matches("[0-9]{1,18}")) {
                    end = line;
                    break;
                }
                acknowledged(Long.parseLong(line));
            }
        } catch (IOException e) {
            end = String.valueOf(e.getMessage());
        }
        synchronized (lock) {
            ended = end;
            lock.notifyAll();
        }
    }

    private void acknowledged(long lines) {
        synchronized (lock) {
            durable = lines;
            lock.notifyAll();
        }
    }

    @Override
    public void send(Message message) throws IOException {
        try {
            out.write(message.value());
            out.write('\n');
        } catch (IOException e) {
            throw failure(String.valueOf(e.getMessage()));
        }
        sent++;
    }

    @Override
    public void flush() throws IOException, InterruptedException {
        try {
            out.flush();
        } catch (IOException e) {
            throw failure(String.valueOf(e.getMessage()));
        }
        synchronized (lock) {
            while (durable < sent) {
                if (!ended.isEmpty()) {
                    throw failure(ended);
                }
                long before = durable;
                lock.wait(SILENCE_MILLIS_MAX);
                if (durable == before && ended.isEmpty()) {
                    throw failure("no acknowledgement came: does the job read with ?listen&ack");
                }
            }
        }
    }

    /** On the disk of the machine that reads them. */
    @Override
    public OptionalLong arrived() {
        synchronized (lock) {
            return OptionalLong.of(durable);
        }
    }

    private FailureException failure(String why) {
        synchronized (lock) {
            return new FailureException(
                    "the job takes no more lines: " + (ended.isEmpty() ? why : ended));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

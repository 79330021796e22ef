package io.oncestream.launcher.gossip;

import java.io.IOException;

/** How agents reach each other and the collector. What is sent may be lost. */
interface Wire {

    /** From now on a node can send, and what is sent to it arrives. */
    void open(String node) throws IOException;

    /** Whether what arrives is read now; what is not waits, as far as there is room. */
    void listen(String node, boolean listens);

    /** What is sent to it is lost. */
    void close(String node) throws IOException;

    void gossip(String from, String to, byte[] datagram) throws IOException;

    void report(String from, byte[] datagram) throws IOException;
}

package io.oncestream.bench.counters;

import io.oncestream.server.process.Folders;
import io.oncestream.server.process.LocalPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.client.RaftClientConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.TimeDuration;

/** Servers of Ratis in this JVM, which talk by gRPC, each with a log on the disk. */
final class RatisServers implements AutoCloseable {

    /** Nobody dies here: who is slow on a busy machine must not be taken for dead. */
    private static final TimeDuration PATIENCE = TimeDuration.valueOf(30, TimeUnit.SECONDS);

    private static final TimeDuration PATIENCE_MAX = TimeDuration.valueOf(60, TimeUnit.SECONDS);

    private final Path folder;
    private final RaftGroup group;
    private final List<RaftServer> servers = new ArrayList<>();

    private RatisServers(Path folder, RaftGroup group) {
        this.folder = folder;
        this.group = group;
    }

    static RatisServers start(int count) throws IOException {
        List<RaftPeer> peers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String address = "127.0.0.1:" + LocalPort.anyFree();
            peers.add(RaftPeer.newBuilder().setId("server-" + i).setAddress(address).build());
        }
        RatisServers all =
                new RatisServers(
                        Files.createTempDirectory("ratis-"),
                        RaftGroup.valueOf(RaftGroupId.randomId(), peers));
        for (RaftPeer peer : peers) {
            RaftServer server = all.server(peer);
            server.start();
            all.servers.add(server);
        }
        return all;
    }

    /** At the defaults but for patience; an entry counts as written when the log is flushed. */
    private RaftServer server(RaftPeer peer) throws IOException {
        RaftProperties properties = new RaftProperties();
        RaftServerConfigKeys.setStorageDir(
                properties, List.of(folder.resolve(peer.getId().toString()).toFile()));
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(
                properties, RaftServerConfigKeys.Rpc.TIMEOUT_MIN_DEFAULT);
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(
                properties, RaftServerConfigKeys.Rpc.TIMEOUT_MAX_DEFAULT);
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, PATIENCE);
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, PATIENCE_MAX);
        RaftServerConfigKeys.Rpc.setRequestTimeout(properties, PATIENCE);
        String address = peer.getAddress();
        GrpcConfigKeys.Server.setPort(
                properties, Integer.parseInt(address.substring(address.indexOf(':') + 1)));
        return RaftServer.newBuilder()
                .setGroup(group)
                .setServerId(peer.getId())
                .setProperties(properties)
                .setStateMachine(new CountingStateMachine())
                .build();
    }

    /**
     * A client, which tries again for ever; the servers tell by their retry cache what they have.
     *
     * @param outstanding how many requests without an answer it may have
     */
    RaftClient client(int outstanding) {
        RaftProperties properties = new RaftProperties();
        RaftClientConfigKeys.Async.setOutstandingRequestsMax(properties, outstanding);
        RaftClientConfigKeys.Rpc.setRequestTimeout(properties, PATIENCE);
        return RaftClient.newBuilder().setRaftGroup(group).setProperties(properties).build();
    }

    @Override
    public void close() throws IOException {
        for (RaftServer server : servers) {
            server.close();
        }
        Folders.delete(folder);
    }
}

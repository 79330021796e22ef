package io.oncestream.bench.counters;

import io.oncestream.server.process.Folders;
import io.oncestream.server.process.LocalPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.client.RaftClientConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;

/** Servers of Ratis in this JVM, which talk by gRPC, each with a log on the disk. */
final class RatisServers implements AutoCloseable {

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

    /** At the defaults, with a log that is flushed before an entry counts as written. */
    private RaftServer server(RaftPeer peer) throws IOException {
        RaftProperties properties = new RaftProperties();
        RaftServerConfigKeys.setStorageDir(
                properties, List.of(folder.resolve(peer.getId().toString()).toFile()));
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

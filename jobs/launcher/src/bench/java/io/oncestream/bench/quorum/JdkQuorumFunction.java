package io.oncestream.bench.quorum;

import io.oncestream.function.quorum.Feeds;
import io.oncestream.function.quorum.PublicKey;
import io.oncestream.function.quorum.SignedText;
import io.oncestream.state.quorum.Observation;
import io.oncestream.state.quorum.QuorumStatus;
import io.oncestream.state.quorum.QuorumValue;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Checks by the JDK's own Ed25519, a {@link Signature} for each feed, and counts in a map of an
 * instrument's votes: by round and value the feeds that have signed it. It forgets none.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open first.
final class JdkQuorumFunction extends KeyedProcessFunction<String, Observation, QuorumValue> {

    private static final long serialVersionUID = 1L;

    /** What stands before a key of Ed25519 in its X.509 form (RFC 8410). */
    private static final String X509 = "302a300506032b6570032100";

    private final Feeds feeds;

    private transient SignedText text;
    private transient Map<String, Signature> signatures;
    private transient MapState<String, List<String>> votes;

    JdkQuorumFunction(Feeds feeds) {
        this.feeds = feeds;
    }

    @Override
    public void open(OpenContext context) throws GeneralSecurityException {
        text = new SignedText(feeds);
        signatures = new HashMap<>();
        for (Map.Entry<String, PublicKey> each : feeds.keys().entrySet()) {
            signatures.put(each.getKey(), signature(each.getValue()));
        }
        votes =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "votes", Types.STRING, Types.LIST(Types.STRING)));
    }

    private static Signature signature(PublicKey key) throws GeneralSecurityException {
        String bytes =
                X509 + HexFormat.of().formatHex(Base64.getDecoder().decode(key.base64()));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(
                KeyFactory.getInstance("Ed25519")
                        .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(bytes))));
        return signature;
    }

    @Override
    public void processElement(
            Observation observation, Context context, Collector<QuorumValue> out)
            throws Exception {
        Signature signature = signatures.get(observation.feed());
        if (signature == null || !isSigned(observation, signature)) {
            return;
        }
        String vote = observation.round() + " " + SignedText.plain(observation.value());
        List<String> before = votes.get(vote);
        List<String> by = before == null ? new ArrayList<>() : new ArrayList<>(before);
        if (by.contains(observation.feed())) {
            return;
        }
        by.add(observation.feed());
        votes.put(vote, by);
        if (by.size() == feeds.size().exact()) {
            out.collect(
                    new QuorumValue(
                            observation.instrument(),
                            observation.round(),
                            QuorumStatus.CERTIFIED,
                            observation.value(),
                            by.size()));
        }
    }

    private boolean isSigned(Observation observation, Signature signature)
            throws GeneralSecurityException {
        signature.update(text.of(observation));
        try {
            return signature.verify(Base64.getDecoder().decode(observation.signature()));
        } catch (SignatureException e) { // Not even the form of one.
            return false;
        }
    }
}

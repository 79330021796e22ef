package io.oncestream.job.quorum;

import io.oncestream.state.quorum.Certificate;
import io.oncestream.state.quorum.Evidence;
import io.oncestream.state.quorum.QuorumValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an instrument has decided. */
final class Decided implements Decisions {

    /** Of each round the last. */
    final Map<Long, QuorumValue> values = new TreeMap<>();

    final List<QuorumValue> changes = new ArrayList<>();
    final List<Certificate> certificates = new ArrayList<>();
    final List<Evidence> evidence = new ArrayList<>();
    final List<Unused> unused = new ArrayList<>();

    @Override
    public void value(QuorumValue value) {
        values.put(value.round(), value);
        changes.add(value);
    }

    @Override
    public void certificate(Certificate certificate) {
        certificates.add(certificate);
    }

    @Override
    public void evidence(Evidence each) {
        evidence.add(each);
    }

    @Override
    public void unused(Unused why) {
        unused.add(why);
    }
}

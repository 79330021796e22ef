package io.oncestream.connector.jdbc.cut.model;

import java.util.Optional;

/** What is modelled: the protocol, or one with a flaw, in a scenario. */
record Rules(Scenario scenario, Optional<Flaw> flaw) {
    boolean have(Flaw one) {
        return flaw.isPresent() && flaw.get() == one;
    }
}

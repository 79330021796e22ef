package io.oncestream.launcher.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.membership.LifeSign;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentTest {

    private final Agent agent = new Agent("n1", 100);

    @Test
    void aBeatIsItsOwnSign() {
        agent.beat();
        agent.beat();
        assertThat(agent.known()).containsOnly(entry("n1", 100, false, 2));
    }

    @Test
    void theNewestSignIsKeptInWhateverOrderTheyCome() {
        agent.merge("n2", new LifeSign(100, false, 7));
        agent.merge("n2", new LifeSign(100, false, 5));
        agent.merge("n2", new LifeSign(99, true, 900));
        assertThat(agent.known()).containsOnly(entry("n2", 100, false, 7));
    }

    @Test
    void whatOthersRememberOfItsLastLifeDoesNotReplaceIt() {
        agent.beat();
        agent.merge("n1", new LifeSign(90, false, 5_000));
        assertThat(agent.known()).containsOnly(entry("n1", 100, false, 1));
    }

    @Test
    void whoLeavesSaysSoWithTheNextBeat() {
        agent.leave();
        agent.beat();
        assertThat(agent.known()).containsOnly(entry("n1", 100, true, 1));
    }

    private static Map.Entry<String, LifeSign> entry(
            String node, long incarnation, boolean left, long heartbeat) {
        return Map.entry(node, new LifeSign(incarnation, left, heartbeat));
    }
}

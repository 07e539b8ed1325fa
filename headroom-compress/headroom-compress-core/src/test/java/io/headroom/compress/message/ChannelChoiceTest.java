package io.headroom.compress.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.headroom.api.compress.RetrievalChannel;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("C-903")
class ChannelChoiceTest {
    @ParameterizedTest
    @ValueSource(strings = {"Bash", "bash", "shell", "exec", "exec_command", "local_shell", "PowerShell"})
    void aShellIsTheWayBack(String shell) {
        assertEquals(RetrievalChannel.cli(), choose(List.of("Read", shell)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"headroom_retrieve", "mcp__headroom__headroom_retrieve", "headroom.headroom_retrieve"})
    void aRetrievalToolIsTheWayBackUnderAnyPrefix(String tool) {
        assertEquals(RetrievalChannel.tool(tool), choose(List.of("Read", tool)));
    }

    @Test
    void aShellComesFirstBecauseItIsThereFromTheFirstTurnOn() {
        assertEquals(RetrievalChannel.cli(), choose(List.of("headroom_retrieve", "Bash")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Read",
                "bashful",
                "headroom_retrieve_all",
                "xheadroom_retrieve",
                "x_headroom_retrieve",
                "BashOutput",
                "a\nb__headroom_retrieve",
                "a]__headroom_retrieve",
                ""
            })
    void anyOtherToolIsNone(String tool) {
        assertEquals(RetrievalChannel.none(), choose(List.of(tool)));
    }

    @Test
    void aRequestThatWantsNoneGetsNone() {
        assertEquals(
                RetrievalChannel.none(),
                new BodyOptions(Optional.empty(), BodyOptions.Retrieval.OFF)
                        .channelFor(List.of("Bash", "headroom_retrieve")));
    }

    @Test
    void aChannelThatIsNamedReplacesWhatTheToolsShow() {
        assertEquals(
                RetrievalChannel.none(),
                BodyOptions.through(RetrievalChannel.none()).channelFor(List.of("Bash")));
        assertEquals(
                RetrievalChannel.cli(),
                BodyOptions.through(RetrievalChannel.cli()).channelFor(List.of()));
    }

    private static RetrievalChannel choose(List<String> tools) {
        return BodyOptions.defaults().channelFor(tools);
    }
}

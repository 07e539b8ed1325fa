package io.headroom.compress.message;

import io.headroom.api.compress.RetrievalChannel;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Chooses the way back to an original from the tools that a request offers, and from nothing else, since the channel is part of what a
 * form depends on. A shell comes first: agents offer it from the first turn to the last, while MCP tools may be loaded later, and a
 * channel that changes within a conversation would change its bytes.
 */
public final class ChannelChoice {
    private static final String RETRIEVE = "headroom_retrieve";
    private static final Set<String> SHELLS = Set.of(
            "bash",
            "shell",
            "exec",
            "exec_command",
            "local_shell",
            "container.exec",
            "powershell",
            "pwsh",
            "run_shell_command",
            "shell_command",
            "run_terminal_cmd",
            "run_in_terminal",
            "run_command",
            "execute_command",
            "terminal");

    private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e&&[^\\[\\]]]{1,128}");

    private ChannelChoice() {}

    /**
     * Chooses.
     *
     * @param offeredTools the names of the tools that a request offers, in its order
     * @param retrieval whether these may be used
     * @return the way back; none if the request offers none
     */
    public static RetrievalChannel of(List<String> offeredTools, BodyOptions.Retrieval retrieval) {
        if (retrieval == BodyOptions.Retrieval.OFF) {
            return RetrievalChannel.none();
        }
        if (offeredTools.stream().anyMatch(tool -> SHELLS.contains(tool.toLowerCase(Locale.ROOT)))) {
            return RetrievalChannel.cli();
        }
        return offeredTools.stream()
                .filter(ChannelChoice::retrieves)
                .findFirst()
                .map(RetrievalChannel::tool)
                .orElseGet(RetrievalChannel::none);
    }

    /**
     * Clients put the server's name before the tool's: {@code mcp__headroom__}, {@code headroom.}. Not more prefixes than the policy
     * knows: what a retrieval returns must never be shortened again.
     */
    private static boolean retrieves(String tool) {
        // The name stands in the last line of forms, so it must not be able to end it.
        return NAME.matcher(tool).matches() && isNamedSo(tool);
    }

    private static boolean isNamedSo(String tool) {
        return tool.equals(RETRIEVE) || tool.endsWith("__" + RETRIEVE) || tool.endsWith("." + RETRIEVE);
    }
}

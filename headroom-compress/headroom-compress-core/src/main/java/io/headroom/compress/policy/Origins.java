package io.headroom.compress.policy;

import io.headroom.api.compress.Hint;
import java.util.List;
import java.util.Locale;

/** Finds the class of a text's origin: by the shell command where there is one, else by the tool's name. Immutable. */
public final class Origins {
    /** What our own tools gave back: originals, and forms, whose ids the model is to see as they are. */
    private final Globs own = new Globs(List.of(
            "headroom_retrieve",
            "*__headroom_retrieve",
            "*.headroom_retrieve",
            "headroom_compress",
            "*__headroom_compress",
            "*.headroom_compress"));

    private final Globs source = new Globs(List.of(
            "read",
            "cat",
            "view",
            "open",
            "edit",
            "multiedit",
            "write",
            "notebookread",
            "*read_file*",
            "*view_file*",
            "str_replace*",
            "apply_patch"));
    private final Globs output = new Globs(List.of(
            "bash",
            "shell",
            "exec",
            "local_shell",
            "container.exec",
            "powershell",
            "bashoutput",
            "task",
            "exec_command",
            "shell_command",
            "write_stdin"));
    private final Globs search = new Globs(
            List.of("grep", "glob", "ls", "rg", "*search_file*", "*file_search*", "*list_dir*", "*list_files*"));
    private final Globs web = new Globs(List.of("webfetch", "websearch"));
    private final Globs mcp = new Globs(List.of("mcp__*"));

    /** Creates the table. */
    public Origins() {}

    /**
     * Classifies an origin.
     *
     * @param hint what is known
     * @return its class
     */
    public PolicyClass classify(Hint hint) {
        if (hint.tool().isEmpty()) {
            return hint.command().map(ShellCommands::classify).orElse(PolicyClass.UNKNOWN);
        }
        String tool = hint.tool().get().toLowerCase(Locale.ROOT);
        if (own.match(tool)) {
            return PolicyClass.RETRIEVAL;
        }
        if (source.match(tool)) {
            return PolicyClass.SOURCE;
        }
        if (hint.command().isPresent()) {
            return ShellCommands.classify(hint.command().get());
        }
        if (output.match(tool)) {
            return PolicyClass.OUTPUT;
        }
        if (search.match(tool)) {
            return PolicyClass.SEARCH;
        }
        if (web.match(tool)) {
            return PolicyClass.WEB;
        }
        return mcp.match(tool) ? PolicyClass.MCP : PolicyClass.UNKNOWN;
    }
}

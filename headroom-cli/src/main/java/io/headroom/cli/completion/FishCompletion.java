package io.headroom.cli.completion;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Writes fish's completions from the commands themselves, since picocli knows bash and zsh alone. */
final class FishCompletion {
    private FishCompletion() {}

    /** One line for each command, option and set of values. */
    static String of(CommandLine root) {
        String name = root.getCommandName();
        StringBuilder script = new StringBuilder();
        script.append("complete -c ").append(name).append(" -f\n");
        for (Map.Entry<String, CommandLine> each : root.getSubcommands().entrySet()) {
            String command = each.getKey();
            script.append("complete -c " + name + " -n __fish_use_subcommand -a " + command + " -d "
                    + quoted(description(each.getValue())) + "\n");
            options(script, name, "-n " + quoted("__fish_seen_subcommand_from " + command), each.getValue());
        }
        options(script, name, "-n __fish_use_subcommand", root);
        return script.toString();
    }

    private static void options(StringBuilder script, String name, String condition, CommandLine command) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (option.hidden()) {
                continue;
            }
            script.append("complete -c ").append(name).append(' ').append(condition);
            for (String spelling : option.names()) {
                script.append(
                        spelling.startsWith("--") ? " -l " + spelling.substring(2) : " -s " + spelling.substring(1));
            }
            if (option.arity().max() > 0) {
                script.append(" -r");
                if (option.completionCandidates() != null) {
                    script.append(" -a ").append(quoted(String.join(" ", option.completionCandidates())));
                }
            }
            String[] description = option.description();
            if (description.length > 0) {
                script.append(" -d ").append(quoted(description[0]));
            }
            script.append('\n');
        }
        command.getCommandSpec().positionalParameters().stream()
                .filter(parameter -> parameter.completionCandidates() != null)
                .forEach(parameter -> script.append("complete -c " + name + " " + condition + " -a "
                        + quoted(String.join(" ", parameter.completionCandidates())) + "\n"));
    }

    private static String description(CommandLine command) {
        String[] lines = command.getCommandSpec().usageMessage().description();
        return lines.length == 0 ? "" : lines[0];
    }

    /** In fish a single quoted text ends at a quote, and only backslash and quote are special. */
    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}

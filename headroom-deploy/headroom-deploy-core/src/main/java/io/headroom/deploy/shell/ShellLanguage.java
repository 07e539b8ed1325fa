package io.headroom.deploy.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * What the shells and their like understand. The lines start no program, print nothing, end with status 0, and set nothing but the wanted
 * variables and the unexported ones that remember them. Values stand in the quotes in which nothing but the quote itself means something,
 * so that no value can act.
 */
enum ShellLanguage {
    /** sh, dash, bash from 3.2 on, zsh; see POSIX.1-2024, Shell Command Language. */
    POSIX(ShellLanguage::posix),
    /** fish from 3.0 on; see <a href="https://fishshell.com/docs/current/language.html">its language</a>. */
    FISH(ShellLanguage::fish),
    /** PowerShell; see about_Quoting_Rules. */
    POWERSHELL(ShellLanguage::powerShell),
    /** systemd's environment.d(5), which knows no conditions. */
    ENVIRONMENT_D(ShellLanguage::environmentD);

    private final BiFunction<ShellLanguage, EnvironmentWish, List<String>> writer;

    ShellLanguage(BiFunction<ShellLanguage, EnvironmentWish, List<String>> writer) {
        this.writer = writer;
    }

    /**
     * The lines that set the variables.
     *
     * @param wish the variables
     * @return the lines, without line ends
     */
    List<String> lines(EnvironmentWish wish) {
        return writer.apply(this, wish);
    }

    /**
     * A text that means itself.
     *
     * @param text without line breaks and NUL
     * @return the text in quotes
     */
    String quoted(String text) {
        return switch (this) {
            case POSIX -> "'" + text.replace("'", "'\\''") + "'";
            case FISH -> "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
            // To PowerShell the typographic ones are the same quote.
            case POWERSHELL -> "'" + text.replaceAll("['\u2018\u2019\u201A\u201B]", "$0$0") + "'";
            // Measured with systemd 252: an escaped dollar is expanded after all, a doubled one is not.
            case ENVIRONMENT_D -> '"' + text.replaceAll("[\\\\\"`]", "\\\\$0").replace("$", "$$") + '"';
        };
    }

    private static List<String> posix(ShellLanguage self, EnvironmentWish wish) {
        List<String> lines = new ArrayList<>();
        // An alias named export or unset is not meant; a subshell tells whether a variable is read-only.
        lines.add("if [ -e " + self.quoted(wish.flag().toString()) + " ]; then");
        wish.variables().forEach((name, value) -> {
            String remembered = EnvironmentWish.remembered(name);
            String set = name + "=" + self.quoted(value) + "; \\export " + name + "; " + remembered + "=$" + name;
            boolean always = wish.precedence() == EnvironmentWish.Precedence.HEADROOM;
            lines.add("  case \"${" + name + "+set}${" + name + "-}\" in");
            lines.add("    '') " + set + " ;;");
            lines.add("    " + self.quoted("set" + value) + ") \\export " + name + "; " + remembered + "=$" + name
                    + " ;;");
            lines.add("    " + (always ? "*" : "set|\"set${" + remembered + "-}\"") + ") if (" + name
                    + "=) 2>/dev/null; then " + set + "; fi ;;");
            lines.add("  esac");
        });
        lines.add("else");
        wish.variables()
                .forEach((name, value) -> lines.add("  case \"${" + name + "-}\" in " + self.quoted(value)
                        + ") if (\\unset " + name + ") 2>/dev/null; then \\unset " + name + "; fi ;; esac"));
        lines.add("fi");
        return lines;
    }

    private static List<String> fish(ShellLanguage self, EnvironmentWish wish) {
        List<String> lines = new ArrayList<>();
        lines.add("if test -e " + self.quoted(wish.flag().toString()));
        wish.variables().forEach((name, value) -> {
            String remembered = EnvironmentWish.remembered(name);
            boolean always = wish.precedence() == EnvironmentWish.Precedence.HEADROOM;
            lines.add(
                    always
                            ? "    begin"
                            : "    if contains -- \"$" + name + "\" '' " + self.quoted(value) + " \"$" + remembered
                                    + "\"");
            lines.add("        set -gx " + name + " " + self.quoted(value));
            lines.add("        set -g " + remembered + " " + self.quoted(value));
            lines.add("    end");
        });
        lines.add("else");
        wish.variables().forEach((name, value) -> {
            lines.add("    if set -qg " + name + "; and contains -- \"$" + name + "\" " + self.quoted(value));
            lines.add("        set -eg " + name);
            lines.add("    end");
        });
        lines.add("end");
        return lines;
    }

    private static List<String> powerShell(ShellLanguage self, EnvironmentWish wish) {
        List<String> lines = new ArrayList<>();
        lines.add("if (Test-Path -LiteralPath " + self.quoted(wish.flag().toString()) + ") {");
        wish.variables().forEach((name, value) -> {
            String remembered = EnvironmentWish.remembered(name);
            String ours = self.quoted(value);
            boolean always = wish.precedence() == EnvironmentWish.Precedence.HEADROOM;
            String earlier = "(Get-Variable -Name " + remembered + " -Scope Global -ValueOnly -ErrorAction Ignore)";
            lines.add(
                    always
                            ? "    if ($true) {"
                            : "    if ([string]::IsNullOrEmpty($env:" + name + ") -or $env:" + name + " -ceq " + ours
                                    + " -or $env:" + name + " -ceq " + earlier + ") {");
            lines.add("        $env:" + name + " = " + ours);
            lines.add("        $global:" + remembered + " = " + ours);
            lines.add("    }");
        });
        lines.add("} else {");
        wish.variables()
                .forEach((name, value) -> lines.add("    if ($env:" + name + " -ceq " + self.quoted(value)
                        + ") { Remove-Item -LiteralPath Env:" + name + " }"));
        lines.add("}");
        return lines;
    }

    private static List<String> environmentD(ShellLanguage self, EnvironmentWish wish) {
        return wish.variables().entrySet().stream()
                .map((Map.Entry<String, String> e) -> e.getKey() + "=" + self.quoted(e.getValue()))
                .collect(Collectors.toList());
    }
}

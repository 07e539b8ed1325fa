package io.headroom.deploy.legacy;

import io.headroom.api.host.Host;
import io.headroom.deploy.legacy.Leftover.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for the fixed marks of the Python Headroom (PV-1003). Whatever has none of them is not taken for its work. Changes nothing. */
public final class LegacyMarks {
    private static final Pattern SHELL_BLOCK = Pattern.compile("# >>> headroom (.+) >>>");
    private static final String PERSISTENT = "persistent env";
    private static final String HOOK = "headroom-init-claude";
    private static final Map<String, String> CODEX_BLOCKS = Map.of(
            "# --- Headroom persistent provider ---", "# --- end Headroom persistent provider ---",
            "# --- Headroom proxy (auto-injected by headroom wrap codex) ---", "# --- end Headroom ---",
            "# --- Headroom init provider ---", "# --- end Headroom init provider ---",
            "# --- Headroom MCP server ---", "# --- end Headroom MCP server ---");
    private static final Map<String, String> INSTRUCTIONS =
            Map.of("<!-- headroom:rtk-instructions -->", "<!-- /headroom:rtk-instructions -->");
    private static final List<String> SHELL_FILES = List.of(
            ".bashrc",
            ".bash_profile",
            ".bash_login",
            ".profile",
            ".zshenv",
            ".zprofile",
            ".zshrc",
            ".zlogin",
            ".config/fish/config.fish",
            ".config/powershell/profile.ps1",
            ".config/powershell/Microsoft.PowerShell_profile.ps1");
    private static final List<String> PROJECT_FILES = List.of(
            "CLAUDE.md",
            "AGENTS.md",
            "GEMINI.md",
            "CONVENTIONS.md",
            ".cursorrules",
            ".clinerules",
            ".windsurfrules",
            ".goosehints",
            ".github/copilot-instructions.md");
    private static final String BACKUPS = "*.headroom-backup";

    private final Host host;
    private final Set<String> profiles;

    /**
     * Looks on a host.
     *
     * @param host where
     * @param profiles the profiles of this program, whose blocks are not leftovers
     */
    public LegacyMarks(Host host, Set<String> profiles) {
        this.host = host;
        this.profiles = Set.copyOf(profiles);
    }

    /**
     * Looks.
     *
     * @return what was found, file by file
     */
    public List<Leftover> find() {
        List<Leftover> found = new ArrayList<>();
        Path home = host.home();
        SHELL_FILES.forEach(name -> shell(home.resolve(name), found));
        shell(host.path("/etc/profile.d").resolve("headroom.sh"), found);
        crontab(found);
        Path codex = folder("CODEX_HOME", ".codex");
        Path claude = folder("CLAUDE_CONFIG_DIR", ".claude");
        blocks("codex", codex.resolve("config.toml"), CODEX_BLOCKS, found);
        backups("codex", codex, found);
        Path settings = claude.resolve("settings.json");
        LegacyEntries.hooks(settings).ifPresentOrElse(found::add, () -> lines("claude", settings, HOOK, found));
        backups("claude", claude, found);
        opencode(found);
        openclaw(found);
        blocks(Leftover.ANY, claude.resolve("CLAUDE.md"), INSTRUCTIONS, found);
        blocks(Leftover.ANY, codex.resolve("AGENTS.md"), INSTRUCTIONS, found);
        for (String name : PROJECT_FILES) {
            blocks(Leftover.ANY, host.workingDirectory().resolve(name), INSTRUCTIONS, found);
        }
        return found.stream().distinct().toList();
    }

    private void opencode(List<Leftover> found) {
        Path folder = folder("XDG_CONFIG_HOME", ".config").resolve("opencode");
        List<Path> configs =
                new ArrayList<>(List.of(folder.resolve("opencode.json"), folder.resolve("opencode.jsonc")));
        named("OPENCODE_CONFIG").ifPresent(configs::add);
        for (Path config : configs) {
            LegacyEntries.provider(config)
                    .ifPresentOrElse(found::add, () -> lines("opencode", config, "\"headroom\":", found));
        }
        backups("opencode", folder, found);
    }

    private void openclaw(List<Leftover> found) {
        Path folder = named("OPENCLAW_STATE_DIR")
                .orElse(named("OPENCLAW_HOME").orElse(host.home()).resolve(".openclaw"));
        Path config = named("OPENCLAW_CONFIG_PATH").orElse(folder.resolve("openclaw.json"));
        List<Leftover> entries = LegacyEntries.plugin(config);
        found.addAll(entries);
        if (entries.isEmpty()) {
            lines("openclaw", config, "\"headroom\"", found);
        }
        backups("openclaw", folder, found);
    }

    private void crontab(List<Leftover> found) {
        LegacyCrontab crontab = new LegacyCrontab(host);
        crontab.read().map(text -> text.lines().toList()).ifPresent(lines -> {
            List<Leftover> blocks = new ArrayList<>();
            blocks(Leftover.ANY, crontab.name(), lines, shellMarks(lines), blocks);
            blocks.forEach(one -> found.add(
                    one.kind() == Kind.BLOCK
                            ? new Leftover(
                                    one.tool(),
                                    one.file(),
                                    one.first(),
                                    one.last(),
                                    one.mark(),
                                    Kind.CRON_BLOCK,
                                    Optional.empty())
                            : one));
        });
    }

    private Optional<Path> named(String variable) {
        return host.variable(variable).filter(value -> !value.isBlank()).map(host.workingDirectory()::resolve);
    }

    private Path folder(String variable, String usual) {
        return host.variable(variable)
                .filter(value -> !value.isBlank())
                .map(host::path)
                .orElseGet(() -> host.home().resolve(usual));
    }

    private void shell(Path file, List<Leftover> found) {
        List<String> lines = read(file);
        blocks(Leftover.ANY, file, lines, shellMarks(lines), found);
    }

    /** The marks of blocks that no record of ours names, with their ends. */
    private Map<String, String> shellMarks(List<String> lines) {
        Map<String, String> marks = new LinkedHashMap<>();
        for (String line : lines) {
            Matcher block = SHELL_BLOCK.matcher(line.strip());
            if (block.matches() && (block.group(1).equals(PERSISTENT) || !profiles.contains(block.group(1)))) {
                marks.put(line.strip(), "# <<< headroom " + block.group(1) + " <<<");
            }
        }
        return marks;
    }

    private static void blocks(String tool, Path file, Map<String, String> marks, List<Leftover> found) {
        blocks(tool, file, read(file), marks, found);
    }

    private static void blocks(
            String tool, Path file, List<String> lines, Map<String, String> marks, List<Leftover> found) {
        for (int i = 0; i < lines.size(); i++) {
            Optional<String> end = Optional.ofNullable(marks.get(lines.get(i).strip()));
            if (end.isPresent()) {
                String mark = lines.get(i).strip();
                int last = end(lines, i + 1, end.get(), marks.keySet());
                found.add(new Leftover(
                        tool,
                        file,
                        i + 1,
                        Math.max(last, i + 1),
                        mark,
                        last > 0 ? Kind.BLOCK : Kind.BY_HAND,
                        Optional.empty()));
                i = Math.max(last - 1, i);
            }
        }
    }

    /** The line of the end mark, from 1 on; 0 if there is none before another block begins. */
    private static int end(List<String> lines, int from, String end, Set<String> begins) {
        for (int i = from; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(end)) {
                return i + 1;
            }
            if (begins.contains(lines.get(i).strip())) {
                return 0;
            }
        }
        return 0;
    }

    private static void lines(String tool, Path file, String part, List<Leftover> found) {
        List<String> lines = read(file);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).replaceAll("\\s+:", ":").contains(part)) {
                found.add(new Leftover(tool, file, i + 1, i + 1, part, Kind.BY_HAND, Optional.empty()));
            }
        }
    }

    private static void backups(String tool, Path folder, List<Leftover> found) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, BACKUPS)) {
            all.forEach(files::add);
        } catch (IOException | DirectoryIteratorException unreadable) {
            return;
        }
        files.stream()
                .sorted()
                .map(file -> new Leftover(
                        tool, file, 1, 1, "a copy from before, not put back", Kind.BY_HAND, Optional.empty()))
                .forEach(found::add);
    }

    private static List<String> read(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                            .lines()
                            .toList()
                    : List.of();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}

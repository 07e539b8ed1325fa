package io.headroom.api.kit;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.change.FileContent;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.Host;
import io.headroom.api.provider.Capability;
import io.headroom.api.provider.Detection;
import io.headroom.api.provider.Finding;
import io.headroom.api.provider.Launch;
import io.headroom.api.provider.LostFeature;
import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.provider.Scope;
import io.headroom.api.provider.Wired;
import io.headroom.api.provider.Wiring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The sample for the adapter kit: an invented tool that reads {@code ~/.lamp/proxy.conf} and the variable {@code LAMP_URL}. It is correct
 * with {@link Flaw#NONE} and breaks one clause of the contract with every other flaw.
 */
final class LampAdapter implements ProviderAdapter {
    /** Which clause is broken. */
    enum Flaw {
        NONE,
        ALIAS_WITH_BLANK,
        WRITES_A_FILE,
        RUNS_A_COMMAND,
        ASKS_SLOWLY,
        READS_THE_CLOCK,
        REMEMBERS,
        FINDS_NOTHING,
        FINDS_ANYTHING,
        WIRES_WHERE_IT_CANNOT,
        REPEATS_IDS,
        ENDS_SENTENCES,
        USES_OTHER_PATHS,
        SAYS_LOCALHOST,
        GOES_NOWHERE,
        DROPS_ARGUMENTS,
        IS_NEVER_DIRECT,
        READS_THE_REAL_HOME,
        SORTS_FINDINGS_WRONGLY,
        IGNORES_BROKEN_FILES,
        LOSES_WITHOUT_EVIDENCE
    }

    private final Flaw flaw;
    private int calls;

    LampAdapter(Flaw flaw) {
        this.flaw = flaw;
    }

    @Override
    public String id() {
        return "lamp";
    }

    @Override
    public Set<String> aliases() {
        return Set.of(flaw == Flaw.ALIAS_WITH_BLANK ? "lamp tool" : "lamp-tool");
    }

    @Override
    public String displayName() {
        return "Lamp";
    }

    @Override
    public Detection detect(Host host) {
        if (flaw == Flaw.FINDS_ANYTHING) {
            return new Detection(
                    Detection.Presence.INSTALLED, Optional.empty(), List.of(), List.of("it is always there"));
        }
        act(host);
        Detection found = Detection.ofExecutable(host, flaw == Flaw.FINDS_NOTHING ? "no-lamp" : "lamp");
        return new Detection(found.presence(), found.executable(), List.of(config(host)), found.evidence());
    }

    private void act(Host host) {
        switch (flaw) {
            case WRITES_A_FILE -> {
                try {
                    Files.writeString(host.home().resolve("seen"), "");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            case RUNS_A_COMMAND -> host.run(CommandLine.of("lamp", "--version"));
            case ASKS_SLOWLY -> host.query(CommandLine.of("lamp", "--version").within(Duration.ofMinutes(1)));
            case READS_THE_CLOCK -> host.now();
            default -> {}
        }
    }

    @Override
    public Capability capability(Scope scope, Host host) {
        return switch (scope) {
            case PROVIDER -> Capability.of(Capability.Means.FILE);
            case USER -> Capability.of(Capability.Means.ENVIRONMENT);
            case SYSTEM -> new Capability(Capability.Means.NONE, "Lamp reads nothing outside of a home");
        };
    }

    @Override
    public List<LostFeature> lost() {
        String evidence = flaw == Flaw.LOSES_WITHOUT_EVIDENCE ? "" : "its manual";
        return List.of(new LostFeature("dimming", evidence, Optional.empty(), Optional.empty()));
    }

    @Override
    public Wired wire(Wiring wiring, Host host) {
        if (wiring.purpose() == Wiring.Purpose.WRAP) {
            return Wired.skipped("one run of Lamp needs a variable alone");
        }
        return switch (wiring.scope()) {
            case PROVIDER -> Wired.by(changes(wiring, host).toArray(Change[]::new));
            case USER -> Wired.by(Map.of("LAMP_URL", url(wiring)));
            case SYSTEM ->
                flaw == Flaw.WIRES_WHERE_IT_CANNOT
                        ? Wired.by(Map.of("LAMP_URL", url(wiring)))
                        : Wired.skipped("Lamp reads nothing outside of a home");
        };
    }

    private List<Change> changes(Wiring wiring, Host host) {
        String end = flaw == Flaw.ENDS_SENTENCES ? "." : "";
        ChangeInfo info = ChangeInfo.wiring(wiring.profile(), id(), "proxy", "sends Lamp to the proxy" + end);
        Path path = flaw == Flaw.USES_OTHER_PATHS ? Path.of("/home/lamp/proxy.conf") : config(host);
        String text = "url " + url(wiring) + (flaw == Flaw.REMEMBERS ? calls++ : "") + realHome() + "\n";
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.OwnFile(info, path, FileContent.of(text), OptionalInt.of(0600)));
        if (flaw == Flaw.REPEATS_IDS) {
            changes.add(new Change.OwnDirectory(info, host.home().resolve(".lamp"), OptionalInt.empty()));
        }
        return changes;
    }

    private String realHome() {
        Path home = Path.of(System.getProperty("user.home"));
        return flaw == Flaw.READS_THE_REAL_HOME
                        && Files.exists(home.resolve(".lamp").resolve("proxy.conf"))
                ? " on"
                : "";
    }

    private String url(Wiring wiring) {
        return flaw == Flaw.SAYS_LOCALHOST ? "http://localhost:8787" : wiring.baseUrl("/v1");
    }

    @Override
    public Launch launch(Wiring wiring, Host host) {
        Map<String, String> environment = flaw == Flaw.GOES_NOWHERE ? Map.of() : Map.of("LAMP_URL", url(wiring));
        return Launch.of(host.executable("lamp"), arguments(wiring)).with(environment);
    }

    @Override
    public Launch direct(Wiring wiring, Host host) {
        Map<String, String> environment =
                flaw == Flaw.IS_NEVER_DIRECT ? Map.of("LAMP_URL", "http://127.0.0.1:8787") : Map.of();
        return Launch.of(host.executable("lamp"), arguments(wiring))
                .with(environment)
                .without(Set.of("LAMP_URL"));
    }

    private List<String> arguments(Wiring wiring) {
        return flaw == Flaw.DROPS_ARGUMENTS ? List.of() : wiring.arguments();
    }

    @Override
    public List<Finding> inspect(Wiring wiring, Host host) {
        Path config = config(host);
        List<Finding> findings = new ArrayList<>();
        if (flaw != Flaw.IGNORES_BROKEN_FILES
                && Files.exists(config)
                && !read(config).startsWith("url ")) {
            findings.add(finding(Finding.Level.ERROR, config, "Lamp ignores this file because of line 1"));
        }
        findings.add(finding(Finding.Level.OK, config, "the file is Lamp's own"));
        if (flaw == Flaw.SORTS_FINDINGS_WRONGLY) {
            findings.add(finding(Finding.Level.WARNING, config, "a warning behind the good news"));
        }
        return findings;
    }

    private static Finding finding(Finding.Level level, Path file, String text) {
        return new Finding("lamp.proxy", level, Optional.of(file), OptionalInt.of(1), text, Optional.empty());
    }

    private static Path config(Host host) {
        return host.home().resolve(".lamp").resolve("proxy.conf");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

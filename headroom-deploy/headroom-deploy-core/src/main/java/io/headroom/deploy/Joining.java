package io.headroom.deploy;

import io.headroom.api.change.ChangeInfo.Phase;
import io.headroom.api.host.CommandLine;
import io.headroom.api.provider.Wiring;
import io.headroom.api.supervise.Preset;
import io.headroom.deploy.DeployException.Kind;
import io.headroom.deploy.change.MadeChange;
import io.headroom.deploy.change.Plan;
import io.headroom.deploy.change.Refusal;
import io.headroom.deploy.engine.ChangeEngine;
import io.headroom.deploy.journal.ChangeFailedException;
import io.headroom.deploy.journal.Transaction;
import io.headroom.deploy.journal.UndoReport;
import io.headroom.deploy.journal.Unfinished;
import io.headroom.deploy.json.JsonValue;
import io.headroom.deploy.profile.EnvFile;
import io.headroom.deploy.profile.Manifest;
import io.headroom.deploy.profile.ProfileName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Sends one more tool to the proxy of a profile by the tool's own files. The proxy is neither asked nor started again, so it has to forward
 * already to where the tool was sent before.
 */
final class Joining {
    private static final String UPSTREAM = "_TARGET_API_URL";

    private final Parts parts;
    private final Profiles profiles;
    private final Work work;

    Joining(Parts parts, Profiles profiles, Work work) {
        this.parts = parts;
        this.profiles = profiles;
        this.work = work;
    }

    List<String> join(ProfileName name, String tool, Set<Wiring.Option> options, Map<String, List<String>> choices)
            throws DeployException {
        Profile seen = profiles.changeable(name);
        return work.locked(seen.folder(), seen.manifest().scope(), engine -> {
            Profile profile = profiles.changeable(name);
            if (profile.manifest().targets().contains(tool)) {
                return List.of();
            }
            Wirings.Choice choice = choice(profile, tool, options, choices);
            make(engine, profile, tool, choice);
            List<String> lines = new ArrayList<>();
            choice.wired.forEach((id, how) -> lines.add("Wired: " + id + " (" + how + ")"));
            choice.notes.forEach(note -> lines.add("Note: " + note));
            return lines;
        });
    }

    private Wirings.Choice choice(
            Profile profile, String tool, Set<Wiring.Option> options, Map<String, List<String>> choices)
            throws DeployException, IOException {
        Map<String, URI> forwarded = forwarded(profile);
        Set<Wiring.Option> chained = new LinkedHashSet<>(options);
        chained.add(Wiring.Option.CHAIN);
        Set<Integer> ports = new LinkedHashSet<>();
        profiles.readable().forEach(one -> ports.add(one.manifest().port()));
        Wirings.Choice choice = new Wirings(parts, ports)
                .choose(
                        request(profile, tool, chained, choices),
                        Path.of(profile.manifest().text("launcher")),
                        forwarded);
        Problem.refuse(choice.problems);
        if (choice.skipped.containsKey(tool)) {
            throw new DeployException(Kind.REFUSED, tool + " cannot be wired: " + choice.skipped.get(tool) + ".");
        }
        for (Map.Entry<String, URI> wanted : choice.upstreams.entrySet()) {
            if (!wanted.getValue().equals(forwarded.get(wanted.getKey()))) {
                throw new DeployException(
                        Kind.REFUSED,
                        tool + " goes to " + wanted.getValue() + " so far, and profile '" + profile.name()
                                + "' does not forward there. 'headroom install apply' with --chain makes it do so.");
            }
        }
        if (!choice.environments.isEmpty()) {
            throw new DeployException(
                    Kind.REFUSED, tool + " takes variables. Wire it with 'headroom install apply' instead.");
        }
        return choice;
    }

    /** Where the proxy forwards to by its environment. */
    private static Map<String, URI> forwarded(Profile profile) throws IOException {
        Map<String, URI> forwarded = new LinkedHashMap<>();
        EnvFile.read(profile.folder().env()).values().forEach((variable, value) -> {
            if (variable.endsWith(UPSTREAM)) {
                String name = variable.substring(0, variable.length() - UPSTREAM.length());
                forwarded.put(name.toLowerCase(Locale.ROOT).replace('_', '-'), URI.create(value));
            }
        });
        return forwarded;
    }

    private static ApplyRequest request(
            Profile profile, String tool, Set<Wiring.Option> options, Map<String, List<String>> choices) {
        Manifest manifest = profile.manifest();
        return new ApplyRequest(
                profile.folder().profile(),
                manifest.preset().orElse(Preset.PERSISTENT_SERVICE),
                ApplyRequest.Runtime.JVM,
                manifest.scope(),
                ApplyRequest.Providers.MANUAL,
                List.of(tool),
                manifest.port(),
                new ApplyRequest.Proxy(manifest.text("proxy_mode"), List.of()),
                Map.of(),
                new ApplyRequest.Limits(Optional.empty(), OptionalInt.empty()),
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                options,
                choices,
                ApplyRequest.WhenStopped.SUSPEND);
    }

    private void make(ChangeEngine engine, Profile profile, String tool, Wirings.Choice choice)
            throws DeployException, IOException, ChangeFailedException {
        ManifestChanges recorded = new ManifestChanges(profile.folder(), parts.host());
        List<MadeChange> made = new ArrayList<>(recorded.read(profile.manifest()));
        Plan plan = engine.planner().plan(choice.changes, List.of());
        if (!plan.refusals().isEmpty()) {
            throw new DeployException(
                    Kind.REFUSED, plan.refusals().stream().map(Refusal::text).toList());
        }
        Transaction transaction = engine.begin("wrap", Unfinished.Way.BACK, plan);
        try {
            transaction.make(Phase.WIRING);
            for (CommandLine check : choice.checks) {
                Applying.check(check, parts.host());
            }
            made.addAll(transaction.changes());
            List<String> targets = new ArrayList<>(profile.manifest().targets());
            targets.add(tool);
            transaction.write(
                    profile.folder().manifest(),
                    recorded.write(profile.manifest().with("targets", JsonValue.of(targets)), made)
                            .committed(parts.host().now())
                            .content());
            transaction.commit();
        } catch (ChangeFailedException | IOException failed) {
            UndoReport back = transaction.rollBack();
            if (!back.complete()) {
                throw Work.incomplete(profile.folder(), back);
            }
            throw failed;
        }
    }
}

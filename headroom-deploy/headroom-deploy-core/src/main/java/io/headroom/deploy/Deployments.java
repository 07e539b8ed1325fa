package io.headroom.deploy;

import io.headroom.api.provider.Wiring;
import io.headroom.deploy.DeployException.Kind;
import io.headroom.deploy.Status.Condition;
import io.headroom.deploy.file.Steps;
import io.headroom.deploy.profile.Manifest;
import io.headroom.deploy.profile.ProfileFolder;
import io.headroom.deploy.profile.ProfileName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The deployments of a workspace: the door for commands, for {@code wrap}, {@code doctor} and plugins. Whoever changes a profile holds its
 * lock, so that two callers at once never start two proxies. Thread-safe.
 */
public final class Deployments {
    private final Profiles profiles;
    private final Applying applying;
    private final Running running;
    private final Removing removing;
    private final Inspecting inspecting;
    private final Unwiring unwiring;
    private final Joining joining;

    /**
     * The deployments of the host's workspace. Touches nothing.
     *
     * @param parts what to work with
     */
    public Deployments(Parts parts) {
        this(parts, Steps.NONE);
    }

    /** {@code steps}: where tests let a command die. */
    Deployments(Parts parts, Steps steps) {
        this.profiles = new Profiles(parts.host().workspace());
        Services services = new Services(parts);
        Work work = new Work(parts, profiles, services, steps);
        this.applying = new Applying(parts, profiles, services, work);
        this.running = new Running(parts, profiles, services, work);
        this.removing = new Removing(parts, profiles, services, work);
        this.inspecting = new Inspecting(parts, services, work);
        this.unwiring = new Unwiring(parts, profiles, work);
        this.joining = new Joining(parts, profiles, work);
    }

    /**
     * What an apply would do, and everything that is in its way.
     *
     * @param request what is asked for
     * @return the plan in words
     * @throws DeployException if it cannot even be planned
     */
    public DryRun dryRun(ApplyRequest request) throws DeployException {
        Applying.Preview preview = applying.preview(request);
        Optional<DeployException> refusal = preview.problems().isEmpty()
                ? Optional.empty()
                : Optional.of(new DeployException(
                        Problem.kind(preview.problems()),
                        preview.problems().stream()
                                .map(Problem::text)
                                .distinct()
                                .toList()));
        return new DryRun(preview.outcome(), refusal);
    }

    /**
     * What a command would do.
     *
     * @param outcome the plan in words
     * @param refusal why it would be refused, if it would
     */
    public record DryRun(Outcome outcome, Optional<DeployException> refusal) {}

    /**
     * Installs a profile, or changes one to what is asked for.
     *
     * @param request what is asked for
     * @return what was done
     * @throws DeployException if it was refused, or failed and was undone
     */
    public Outcome apply(ApplyRequest request) throws DeployException {
        return applying.apply(request);
    }

    /**
     * Starts a profile and sends its tools to it once it is proven. Succeeds if it runs already.
     *
     * @param profile which
     * @return what was done
     * @throws DeployException if it cannot be started
     */
    public Outcome start(ProfileName profile) throws DeployException {
        return running.start(profile, Running.Way.START);
    }

    /**
     * Stops a profile until it is started again, over logout and reboot; its tools are sent to their providers first.
     *
     * @param profile which
     * @return what was done
     * @throws DeployException if something could not be undone
     */
    public Outcome stop(ProfileName profile) throws DeployException {
        return running.stop(profile);
    }

    /**
     * Stops and starts a profile.
     *
     * @param profile which
     * @param patience how long exchanges may go on
     * @return what was done
     * @throws DeployException if it does not come back
     */
    public Outcome restart(ProfileName profile, Patience patience) throws DeployException {
        return running.start(profile, patience == Patience.NONE ? Running.Way.RESTART_NOW : Running.Way.RESTART);
    }

    /** How long exchanges may go on. */
    public enum Patience {
        /** For the time that the proxy's settings say. */
        DRAIN,
        /** Not at all: they are cut. */
        NONE
    }

    /**
     * Takes a profile off the machine.
     *
     * @param profile which
     * @param purge whether its logs go, too
     * @return what was done
     * @throws DeployException if something could not be undone; then it is remembered
     */
    public Outcome remove(ProfileName profile, Purge purge) throws DeployException {
        return removing.remove(profile, purge == Purge.LOGS ? Removing.Extent.LOGS : Removing.Extent.PROFILE);
    }

    /** What goes with a profile. */
    public enum Purge {
        /** Nothing else: logs and database stay. */
        NOTHING,
        /** Its logs. */
        LOGS
    }

    /**
     * What a removal would undo.
     *
     * @param profile which
     * @return one sentence for each change
     * @throws DeployException if there is no such profile, or it is not ours
     */
    public List<String> previewRemoval(ProfileName profile) throws DeployException {
        return removing.preview(profile);
    }

    /**
     * Sends one more tool to the proxy of a profile, which goes on as it is. Base URLs that the tool had come back with {@link #unwire}.
     *
     * @param profile which
     * @param tool the tool's id, whose adapter must be there and wire by files
     * @param options what the user asked for in wiring
     * @param choices what only that tool's adapter knows, by name
     * @return what was done, one sentence each; nothing, if the profile has the tool already
     * @throws DeployException if the proxy does not forward to where the tool was sent before, or if it cannot be wired
     */
    public List<String> wire(
            ProfileName profile, String tool, Set<Wiring.Option> options, Map<String, List<String>> choices)
            throws DeployException {
        return joining.join(profile, tool, options, choices);
    }

    /**
     * Takes one tool out of a profile. The proxy and the other tools go on.
     *
     * @param profile which
     * @param tool the tool's id, as the manifest has it; its adapter need not be there
     * @return what was undone; nothing, if the profile has nothing of that tool
     * @throws DeployException if something could not be undone; then it is remembered
     */
    public Unwired unwire(ProfileName profile, String tool) throws DeployException {
        return unwiring.unwire(profile, tool);
    }

    /**
     * What {@link #unwire} would undo.
     *
     * @param profile which
     * @param tool the tool's id
     * @return what would be undone
     * @throws DeployException if there is no such profile, or it is not ours
     */
    public Unwired previewUnwiring(ProfileName profile, String tool) throws DeployException {
        return unwiring.preview(profile, tool);
    }

    /**
     * Looks how a profile is.
     *
     * @param profile which
     * @return its state; failed if its manifest is damaged
     * @throws DeployException if there is no such profile
     */
    public Status status(ProfileName profile) throws DeployException {
        ProfileFolder folder = profiles.folder(profile);
        if (!folder.exists()) {
            throw profiles.missing(profile);
        }
        return status(folder);
    }

    private Status status(ProfileFolder folder) throws DeployException {
        try {
            Profiles.Found found = profiles.found(folder.profile());
            Status status = inspecting.status(found.profile());
            return found.damage().map(reason -> status.damaged(folder, reason)).orElse(status);
        } catch (DeployException damaged) {
            if (damaged.kind() != Kind.REFUSED) {
                throw damaged;
            }
            return Status.unknown(folder, damaged.getMessage());
        }
    }

    /**
     * All profiles, with {@code default} first, then in name order.
     *
     * @return one entry for each, damaged and foreign ones too
     * @throws DeployException if the workspace cannot be read
     */
    public List<Listed> list() throws DeployException {
        return new Listing(profiles, inspecting).all();
    }

    /**
     * The profiles that this program can read, as they were asked for; nobody is asked how they are.
     *
     * @return their manifests, {@code default} first, then in name order; without those of the Python Headroom
     * @throws DeployException if the workspace cannot be read
     */
    public List<Installed> installed() throws DeployException {
        return profiles.readable().stream()
                .filter(profile -> profile.manifest().origin() != Manifest.Origin.PYTHON)
                .map(profile -> new Installed(profile.folder().profile(), profile.manifest()))
                .toList();
    }

    /**
     * All profiles that have a manifest, and those that cannot be changed with the reason; nobody is asked how they are.
     *
     * @return {@code default} first, then in name order
     * @throws DeployException if the workspace cannot be read
     */
    public List<Manifested> manifests() throws DeployException {
        List<Manifested> all = new ArrayList<>();
        for (ProfileFolder folder : profiles.folders()) {
            String name = folder.profile().text();
            try {
                Profile profile = profiles.changeable(folder.profile());
                all.add(new Manifested(name, Optional.of(new Installed(folder.profile(), profile.manifest())), ""));
            } catch (DeployException unusable) {
                all.add(new Manifested(name, Optional.empty(), unusable.getMessage()));
            }
        }
        return all;
    }

    /**
     * A profile that has a manifest.
     *
     * @param profile its name
     * @param installed what is known about it; empty if it is damaged or not ours to change
     * @param trouble why it cannot be changed; empty if it can
     */
    public record Manifested(String profile, Optional<Installed> installed, String trouble) {}

    /**
     * A profile that is installed.
     *
     * @param profile its name
     * @param manifest what is known about it
     */
    public record Installed(ProfileName profile, Manifest manifest) {}

    /**
     * A profile in a list.
     *
     * @param profile its name
     * @param manifest what is known about it; empty if the manifest is damaged
     * @param status how it is; empty if it is damaged or not ours
     * @param trouble what is wrong with it; empty if nothing is
     */
    public record Listed(String profile, Optional<Manifest> manifest, Optional<Status> status, String trouble) {}

    /**
     * Where a profile's logs are, the best source first.
     *
     * @param profile which
     * @param kind whose words
     * @return the sources; files need not exist
     * @throws DeployException if there is no such profile
     */
    public List<LogSource> logs(ProfileName profile, LogKind kind) throws DeployException {
        return inspecting.logs(profiles.get(profile), kind);
    }

    /** Whose words a log has. */
    public enum LogKind {
        /** The proxy's own log. */
        PROXY,
        /** What the process wrote to its standard output and error, as the supervisor kept it. */
        PROCESS
    }

    /**
     * A place where log lines are.
     *
     * @param file a file; empty if a command shows them
     * @param command a command that shows them and takes {@code -n} and {@code -f}; empty if it is a file
     */
    public record LogSource(Optional<Path> file, List<String> command) {
        public LogSource {
            command = List.copyOf(command);
        }
    }

    /**
     * The profile of a port.
     *
     * @param port the port
     * @return the profile, {@code default} before others, those in name order; empty if none has it
     * @throws DeployException if the workspace cannot be read
     */
    public Optional<ProfileName> byPort(int port) throws DeployException {
        return profiles.readable().stream()
                .filter(profile -> profile.manifest().port() == port)
                .map(profile -> profile.folder().profile())
                .findFirst();
    }

    /**
     * The port of a profile.
     *
     * @param profile which
     * @return its port
     * @throws DeployException if there is no such profile
     */
    public int portOf(ProfileName profile) throws DeployException {
        return profiles.get(profile).manifest().port();
    }

    /**
     * Brings a profile's proxy back, whatever keeps it from running, for somebody who wants to use it now. A proxy that is proven is left
     * as it is, whatever its version. If it does not come back, its tools are sent to their providers until it is started (PV-904).
     *
     * @param profile which
     * @return its state, running and proven
     * @throws DeployException if somebody else has its port, or it does not come back
     */
    public Status recover(ProfileName profile) throws DeployException {
        Status before = status(profile);
        if (before.condition() == Condition.RUNNING) {
            return before;
        }
        if (before.condition() == Condition.FOREIGN) {
            throw new DeployException(
                    Kind.REFUSED,
                    "Profile '" + profile + "' cannot be used: " + before.reason() + ". Next: " + before.next() + ".");
        }
        try {
            running.start(profile, before.condition() == Condition.UNHEALTHY ? Running.Way.RESTART : Running.Way.START);
        } catch (DeployException failed) {
            suspendAfter(failed, profile);
            throw failed;
        }
        return status(profile);
    }

    /**
     * Sends a profile's tools to their providers until it is started, since they would come to nobody, or to somebody else. A profile that
     * was stopped, or that keeps its wiring, is left as it is.
     *
     * @param profile which
     * @throws DeployException if its proxy runs and is proven, or something cannot be undone
     */
    public void suspend(ProfileName profile) throws DeployException {
        if (status(profile).condition() == Condition.RUNNING) {
            throw new DeployException(
                    Kind.REFUSED, "Profile '" + profile + "' runs, so its tools stay with it. Nothing was changed.");
        }
        running.suspendFailed(profile);
    }

    private void suspendAfter(DeployException failed, ProfileName profile) {
        if (failed.kind() == Kind.FAILED || failed.kind() == Kind.REFUSED) {
            try {
                running.suspendFailed(profile);
            } catch (DeployException cannot) {
                failed.addSuppressed(cannot);
            }
        }
    }
}

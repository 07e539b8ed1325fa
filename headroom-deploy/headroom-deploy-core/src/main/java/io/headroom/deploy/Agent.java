package io.headroom.deploy;

import io.headroom.api.supervise.Preset;
import io.headroom.deploy.DeployException.Kind;
import io.headroom.deploy.agent.BootId;
import io.headroom.deploy.agent.FailureNote;
import io.headroom.deploy.agent.FailureNote.Cause;
import io.headroom.deploy.agent.StartLog;
import io.headroom.deploy.file.Steps;
import io.headroom.deploy.identity.Answer;
import io.headroom.deploy.identity.PortCheck;
import io.headroom.deploy.identity.Proving;
import io.headroom.deploy.lock.FileLocks;
import io.headroom.deploy.lock.HeldLock;
import io.headroom.deploy.profile.EnvFile;
import io.headroom.deploy.profile.Manifest;
import io.headroom.deploy.profile.ProfileName;
import io.headroom.deploy.profile.RunScript.GivingUp;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The supervised process of a profile, as far as it is not the proxy itself: what it is started with, whether it should start at all, and
 * when it has failed often enough. It finds everything by profile and workspace. Not thread-safe.
 */
public final class Agent implements AutoCloseable {
    private static final long LARGEST_LOG = 1L << 20;

    private final Parts parts;
    private final Profiles profiles;
    private final ProfileName name;
    private final Running running;
    private HeldLock held = () -> {};

    /**
     * The agent of a profile of the host's workspace.
     *
     * @param parts what to work with
     * @param name the profile
     */
    public Agent(Parts parts, ProfileName name) {
        this(parts, name, Steps.NONE);
    }

    /** {@code steps}: where tests let it die. */
    Agent(Parts parts, ProfileName name, Steps steps) {
        this.parts = parts;
        this.name = name;
        this.profiles = new Profiles(parts.host().workspace());
        Services services = new Services(parts);
        this.running = new Running(parts, profiles, services, new Work(parts, profiles, services, steps));
    }

    /**
     * What to do.
     *
     * @param decision whether to run
     * @param words the words behind {@code headroom proxy}
     * @param environment the whole environment of the proxy
     * @param reason why not to run; empty if it should
     */
    public record Start(Decision decision, List<String> words, Map<String, String> environment, String reason) {
        /** Whether to run. */
        public enum Decision {
            /** Become the proxy. */
            RUN,
            /** Keep the container that the proxy runs in. */
            CONTAIN,
            /** End with 0: the user wants no proxy. */
            PAUSED,
            /** End for good: it failed often enough. */
            GIVEN_UP
        }
    }

    /** How a process ends that has given up. */
    public enum End {
        /** With 78, which tells the supervisor not to try again. */
        EXIT_78,
        /** With 0, since this supervisor tries everything else again. */
        EXIT_0,
        /** Not at all: it waits, without listening, until it is told to stop. */
        PARK
    }

    /**
     * Counts a start and decides. An agent that keeps a container is the only one of its profile until it is closed.
     *
     * @return what to do
     * @throws DeployException if there is no such profile, its files cannot be read, or another agent keeps its container
     */
    public Start begin() throws DeployException {
        Profile profile = profiles.get(name);
        AgentFiles files = new AgentFiles(profile.folder());
        if (files.paused()) {
            return new Start(Start.Decision.PAUSED, List.of(), Map.of(), "");
        }
        try {
            if (profile.hasContainerOfAgent()) {
                beTheOnlyOne(profile);
            }
            shortenLogs(profile);
            StartLog starts = new StartLog(profile.folder().starts());
            Instant now = parts.host().now();
            int failed = starts.failed(now);
            if (failed >= StartLog.LIMIT) {
                String reason =
                        crashes(failed, files.failure().map(FailureNote::reason).orElse("see agent.err.log"));
                giveUp(reason, Cause.CRASHES, failed);
                return new Start(Start.Decision.GIVEN_UP, List.of(), Map.of(), reason);
            }
            starts.begin(now);
            Files.deleteIfExists(profile.folder().failure());
            return profile.hasContainerOfAgent()
                    ? new Start(Start.Decision.CONTAIN, List.of(), Map.of(), "")
                    : proxy(profile);
        } catch (IOException failed) {
            throw new DeployException(Kind.FAILED, Work.sentence(failed.getMessage()), failed);
        }
    }

    /**
     * What becomes the proxy in a container whose agent is outside and keeps the books there.
     *
     * @return what to run
     * @throws DeployException if there is no such profile, or its files cannot be read
     */
    public Start serve() throws DeployException {
        try {
            return proxy(profiles.get(name));
        } catch (IOException failed) {
            throw new DeployException(Kind.FAILED, Work.sentence(failed.getMessage()), failed);
        }
    }

    private Start proxy(Profile profile) throws IOException {
        ProxyArguments arguments =
                ProxyArguments.ofProxy(profile, EnvFile.read(profile.folder().env()), parts.host());
        return new Start(Start.Decision.RUN, arguments.words(profile.manifest().port()), arguments.environment(), "");
    }

    /**
     * What keeps the profile's container, for {@link Start.Decision#CONTAIN}.
     *
     * @return the run, which has not begun
     * @throws DeployException if there is no such profile, or no plugin that runs containers
     */
    public ContainerRun container() throws DeployException {
        return new ContainerRun(parts, profiles.get(name));
    }

    private static String crashes(int count, String last) {
        return count + " starts in a row failed; last: " + last;
    }

    private void shortenLogs(Profile profile) throws IOException {
        Path folder = Services.logs(profile, parts.host());
        for (String log : List.of("agent.out.log", "agent.err.log")) {
            Path file = folder.resolve(log);
            if (Files.isRegularFile(file) && Files.size(file) > LARGEST_LOG) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(0);
                }
            }
        }
    }

    /**
     * The proxy has run for {@link StartLog#GOOD}: earlier failures do not count any more, and tools that were sent to their providers
     * meanwhile come back.
     *
     * @throws DeployException if the wiring cannot be made again
     */
    public void good() throws DeployException {
        Profile profile = profiles.get(name);
        forget(profile);
        if (profile.preset() != Preset.PERSISTENT_DOCKER
                && profile.manifest().state() == Manifest.State.ACTIVE
                && !profile.keepsWiring()
                && !Files.exists(Flags.wired(profile, parts.host()))) {
            running.resume(name);
        }
    }

    /**
     * Whether another process may run beside the proxy for some seconds. In a container, and where memory is limited, it would share what
     * is there for the proxy.
     *
     * @return whether it may
     * @throws DeployException if there is no such profile
     */
    public boolean hasRoomBeside() throws DeployException {
        Profile profile = profiles.get(name);
        return profile.preset() != Preset.PERSISTENT_DOCKER
                && profile.manifest().text("memory_limit").isEmpty();
    }

    /**
     * The proxy ended as wanted.
     *
     * @throws DeployException if the profile's files cannot be written
     */
    public void endedWell() throws DeployException {
        forget(profiles.get(name));
    }

    private void forget(Profile profile) throws DeployException {
        try {
            new StartLog(profile.folder().starts()).clear();
        } catch (IOException failed) {
            throw new DeployException(Kind.FAILED, Work.sentence(failed.getMessage()), failed);
        }
    }

    /**
     * The proxy could not start, or ended with a fault.
     *
     * @param reason why, in one sentence
     * @param fault what kind of fault
     * @return whether it is given up now
     * @throws DeployException if the profile's files cannot be written
     */
    public boolean failed(String reason, Fault fault) throws DeployException {
        Profile profile = profiles.get(name);
        int count = new StartLog(profile.folder().starts()).failed(parts.host().now());
        switch (fault) {
            case PORT -> giveUp(portReason(profile.manifest().port()), Cause.PORT, count);
            case CONFIGURATION -> giveUp(reason, Cause.CONFIGURATION, count);
            case CRASH -> {
                if (count < StartLog.LIMIT) {
                    return false;
                }
                giveUp(crashes(count, reason), Cause.CRASHES, count);
            }
        }
        return true;
    }

    /** Kinds of faults. */
    public enum Fault {
        /** Somebody else has the port. */
        PORT,
        /** It would fail again without a change. */
        CONFIGURATION,
        /** Trying again may help. */
        CRASH
    }

    private String portReason(int port) {
        return "port " + port + " is held by "
                + new PortCheck(parts.host()).holder(port).words();
    }

    private void giveUp(String reason, Cause cause, int count) throws DeployException {
        Profile profile = profiles.get(name);
        PortCheck.Holder holder = cause == Cause.PORT
                ? new PortCheck(parts.host()).holder(profile.manifest().port())
                : new PortCheck.Holder(OptionalLong.empty(), "");
        try {
            new AgentFiles(profile.folder())
                    .fail(new FailureNote(
                            parts.host().now(),
                            reason,
                            cause,
                            Math.max(count, 1),
                            holder.pid(),
                            holder.name(),
                            BootId.of(parts.host())));
            new StartLog(profile.folder().starts()).clear();
            if (!profile.keepsWiring()) {
                Files.deleteIfExists(Flags.wired(profile, parts.host()));
            }
        } catch (IOException failed) {
            throw new DeployException(Kind.FAILED, Work.sentence(failed.getMessage()), failed);
        }
        // In a container there are only the profile's own files; the commands outside see the note.
        if (profile.preset() != Preset.PERSISTENT_DOCKER
                && profile.manifest().state() == Manifest.State.ACTIVE
                && !profile.keepsWiring()) {
            running.suspendFailed(name);
        }
    }

    /**
     * How a process of this profile ends that has given up.
     *
     * @return what its supervisor needs
     * @throws DeployException if there is no such profile
     */
    public End end() throws DeployException {
        Profile profile = profiles.get(name);
        if (profile.preset() == Preset.PERSISTENT_DOCKER) {
            return End.PARK;
        }
        return GivingUp.of(profile.manifest().text("supervisor_id")) == GivingUp.EXIT_0 ? End.EXIT_0 : End.EXIT_78;
    }

    /**
     * Whether the profile's proxy has proven itself, takes requests, and has run for {@link StartLog#GOOD}.
     *
     * @return whether it has
     * @throws DeployException if there is no such profile
     */
    public boolean isGood() throws DeployException {
        Answer answer = parts.probe().ask(profiles.get(name).manifest().port(), Proving.PROBE);
        return answer.isOf(name.text())
                && answer.readiness() == Answer.Readiness.READY
                && answer.instance()
                        .filter(run -> !run.started()
                                .plus(StartLog.GOOD)
                                .isAfter(parts.host().now()))
                        .isPresent();
    }

    /** Whoever finds a container then knows that it is what a dead agent left. */
    private void beTheOnlyOne(Profile profile) throws IOException, DeployException {
        held = new FileLocks(parts.host())
                .tryTake(profile.folder().agentLock())
                .orElseThrow(() -> new DeployException(
                        Kind.LOCKED,
                        "The container of profile '" + name + "' is kept by another agent already. To stop that one:"
                                + " headroom install stop" + profile.option()));
    }

    /** Lets another agent run the profile. */
    @Override
    public void close() {
        held.close();
    }
}

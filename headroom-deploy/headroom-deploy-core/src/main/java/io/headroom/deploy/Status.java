package io.headroom.deploy;

import io.headroom.api.supervise.ServicePlan.Degradation;
import io.headroom.deploy.agent.FailureNote;
import io.headroom.deploy.identity.Answer;
import io.headroom.deploy.identity.Instance;
import io.headroom.deploy.profile.Manifest;
import io.headroom.deploy.profile.ProfileFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a profile is, as its supervisor, the process on its port and its manifest say.
 *
 * @param profile the profile
 * @param manifest what is known about it; empty if the manifest is damaged
 * @param condition all of it in one word
 * @param health whether it takes requests
 * @param identity who answers on the port
 * @param wiring whether tools are sent to it
 * @param instance the proxy that is proven on the port
 * @param failure why the agent gave up
 * @param notes what the user gets less than was asked for, and where the three disagree
 * @param reason why it does not run; empty if it does
 * @param next what to do about it; empty if nothing
 * @param logs where its logs are
 * @param supervision what the supervisor says, in its own words: states, counts, the digest of an image
 */
public record Status(
        String profile,
        Optional<Manifest> manifest,
        Condition condition,
        Answer.Readiness health,
        Identity identity,
        WiringState wiring,
        Optional<Instance> instance,
        Optional<FailureNote> failure,
        List<Degradation> notes,
        String reason,
        String next,
        Optional<Path> logs,
        String supervision) {
    /** All of it in one word. */
    public enum Condition {
        /** It runs and is proven. */
        RUNNING,
        /** It is being started. */
        STARTING,
        /** It does not run, as wanted. */
        STOPPED,
        /** It does not run, and should. */
        FAILED,
        /** It runs and does not take requests. */
        UNHEALTHY,
        /** Somebody else has its port. */
        FOREIGN;

        /**
         * The spelling for users.
         *
         * @return for example {@code running}
         */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who answers on the port. */
    public enum Identity {
        /** This profile's proxy, proven. */
        PROVEN,
        /** A process that may be this profile's proxy and does not answer. */
        UNPROVEN,
        /** Somebody else. */
        FOREIGN,
        /** Nobody. */
        NONE;

        /**
         * The spelling for users.
         *
         * @return for example {@code proven}
         */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Whether tools are sent to the proxy.
     *
     * @param kind whether they are
     * @param drifted what is not as it was made
     */
    public record WiringState(Kind kind, List<String> drifted) {
        /** Whether tools are sent to the proxy. */
        public enum Kind {
            /** They are. */
            ACTIVE,
            /** They are not, for the time being. */
            SUSPENDED,
            /** Something was changed since. */
            DRIFTED
        }

        public WiringState {
            drifted = List.copyOf(drifted);
        }

        /**
         * The state in words.
         *
         * @return for example {@code active}
         */
        public String words() {
            String key = kind.name().toLowerCase(Locale.ROOT);
            return drifted.isEmpty() ? key : key + ": " + String.join(", ", drifted);
        }
    }

    public Status {
        notes = List.copyOf(notes);
    }

    /** The same profile, seen by the copy of its manifest. */
    Status damaged(ProfileFolder folder, String why) {
        String seen = condition == Condition.RUNNING ? "the proxy runs" : reason;
        return new Status(
                profile,
                manifest,
                Condition.FAILED,
                Answer.Readiness.NOT_READY,
                identity,
                wiring,
                instance,
                failure,
                notes,
                folder.manifest() + " is damaged (" + why + "); " + seen,
                "headroom install stop" + option(folder) + ", which puts back its copy, or headroom install remove"
                        + option(folder),
                logs,
                supervision);
    }

    /** A profile of which nothing is known, since its manifest and the copy are damaged. */
    static Status unknown(ProfileFolder folder, String why) {
        return new Status(
                folder.profile().text(),
                Optional.empty(),
                Condition.FAILED,
                Answer.Readiness.NOT_READY,
                Identity.NONE,
                new WiringState(
                        WiringState.Kind.DRIFTED, List.of(folder.manifest().toString())),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                why,
                "restore " + folder.manifest() + " from a backup",
                Optional.empty(),
                "");
    }

    private static String option(ProfileFolder folder) {
        String name = folder.profile().text();
        return name.equals("default") ? "" : " --profile " + name;
    }

    /**
     * Whether everything is as it should be.
     *
     * @return running, proven, ready and not drifted
     */
    public boolean good() {
        return condition == Condition.RUNNING && wiring.kind() != WiringState.Kind.DRIFTED;
    }
}

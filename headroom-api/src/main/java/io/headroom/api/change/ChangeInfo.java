package io.headroom.api.change;

import java.util.Objects;

/**
 * What all changes have.
 *
 * @param id stable over runs and versions, unique within a plan, such as {@code claude.settings}
 * @param owner who wants it
 * @param phase when it is made
 * @param rights what is needed to make it
 * @param secrecy whether its values may be shown
 * @param sentence what it does, in one plain sentence without a full stop
 */
public record ChangeInfo(String id, Owner owner, Phase phase, Rights rights, Secrecy secrecy, String sentence) {
    /**
     * Who wants a change.
     *
     * @param profile the deployment profile
     * @param target the tool's id, or the supervisor's
     */
    public record Owner(String profile, String target) {}

    /** When a change is made. Removal goes the other way round. */
    public enum Phase {
        /** Files of the deployment itself. */
        RUNTIME,
        /** What the supervisor needs. */
        SUPERVISOR,
        /** What sends tools to the proxy; last, once the proxy is proven. */
        WIRING
    }

    /** What is needed to make a change. The engine never raises its own rights. */
    public enum Rights {
        /** The account's own. */
        NONE,
        /** Root. */
        ROOT,
        /** An elevated administrator of Windows. */
        ADMINISTRATOR
    }

    /** Whether values may be shown. */
    public enum Secrecy {
        /** They may. */
        PUBLIC,
        /** They are replaced by {@code ***} wherever a plan is shown. */
        SECRET
    }

    public ChangeInfo {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(rights, "rights");
        Objects.requireNonNull(secrecy, "secrecy");
        Objects.requireNonNull(sentence, "sentence");
    }

    /**
     * A wiring change of the account's own, with public values.
     *
     * @param profile the deployment profile
     * @param target the tool's id
     * @param name the part of the id after the target
     * @param sentence what it does
     * @return the description
     */
    public static ChangeInfo wiring(String profile, String target, String name, String sentence) {
        return new ChangeInfo(
                target + "." + name, new Owner(profile, target), Phase.WIRING, Rights.NONE, Secrecy.PUBLIC, sentence);
    }

    /**
     * A change for a supervisor, of the account's own, with public values.
     *
     * @param profile the deployment profile
     * @param supervisor the supervisor's id
     * @param name the part of the id after the supervisor
     * @param sentence what it does
     * @return the description
     */
    public static ChangeInfo supervisor(String profile, String supervisor, String name, String sentence) {
        return new ChangeInfo(
                supervisor + "." + name,
                new Owner(profile, supervisor),
                Phase.SUPERVISOR,
                Rights.NONE,
                Secrecy.PUBLIC,
                sentence);
    }

    /**
     * This description with other rights.
     *
     * @param needed the rights
     * @return a copy
     */
    public ChangeInfo needing(Rights needed) {
        return new ChangeInfo(id, owner, phase, needed, secrecy, sentence);
    }

    /**
     * This description for secret values.
     *
     * @return a copy
     */
    public ChangeInfo secret() {
        return new ChangeInfo(id, owner, phase, rights, Secrecy.SECRET, sentence);
    }
}

package io.headroom.deploy;

import java.util.List;
import java.util.Objects;

/** Thrown when a deployment cannot be changed as asked. Its messages are meant for users: what, why, and what to do. */
public final class DeployException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final transient List<String> messages;

    /** What became of the machine, which decides the exit code. */
    public enum Kind {
        /** It failed and was rolled back. */
        FAILED,
        /** What was asked for makes no sense. Nothing was changed. */
        USAGE,
        /** There is no such profile. */
        NO_PROFILE,
        /** It was refused before any change. */
        REFUSED,
        /** Somebody else is changing the profile. */
        LOCKED,
        /** Not everything could be undone; nothing is forgotten. */
        UNDO_INCOMPLETE,
        /** More rights are needed. Nothing was changed. */
        RIGHTS
    }

    /**
     * One reason.
     *
     * @param kind what became of the machine
     * @param message the reason
     */
    public DeployException(Kind kind, String message) {
        this(kind, List.of(message));
    }

    /**
     * Several reasons, told together.
     *
     * @param kind what became of the machine
     * @param messages the reasons, at least one
     */
    public DeployException(Kind kind, List<String> messages) {
        super(String.join("\n", messages));
        this.kind = Objects.requireNonNull(kind, "kind");
        this.messages = List.copyOf(messages);
    }

    /**
     * With a cause.
     *
     * @param kind what became of the machine
     * @param message the reason
     * @param cause why
     */
    public DeployException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.messages = List.of(message);
    }

    /**
     * What became of the machine.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The reasons.
     *
     * @return at least one
     */
    public List<String> messages() {
        return messages;
    }
}

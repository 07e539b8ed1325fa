package io.headroom.api.provider;

/** How far wiring reaches. */
public enum Scope {
    /** The tools' own configuration files only. */
    PROVIDER,
    /** The account: tools' files, shells, the account's environment. */
    USER,
    /** The machine. */
    SYSTEM
}

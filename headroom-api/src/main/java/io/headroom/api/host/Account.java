package io.headroom.api.host;

import java.util.OptionalLong;

/**
 * An account of the operating system.
 *
 * @param name its name
 * @param uid its number where the system has one
 * @param privilege what it may do
 */
public record Account(String name, OptionalLong uid, Privilege privilege) {
    /** What an account may do. */
    public enum Privilege {
        /** Its own files only. */
        USER,
        /** Everything: root, or an elevated administrator. */
        ADMINISTRATOR
    }
}

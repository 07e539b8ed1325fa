package io.headroom.deploy.shell;

import io.headroom.api.provider.Scope;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Variables that a profile wants to be set.
 *
 * @param profile the profile's name
 * @param scope for the account or for the machine
 * @param flag the file that is there while the profile is wired; in scope system that of the machine's folder, which users cannot write
 * @param variables names and values, in order
 * @param precedence what happens to values of the user's
 */
public record EnvironmentWish(
        String profile, Scope scope, Path flag, Map<String, String> variables, Precedence precedence) {
    /** What happens where the user has set a variable. */
    public enum Precedence {
        /** The user's value stays: a line above put it there on purpose. */
        USER,
        /** Our value stands, since the user asked to chain or to replace. */
        HEADROOM
    }

    /**
     * Checks names and values.
     *
     * @throws IllegalArgumentException if the scope has no environment, the flag is not absolute, or a shell could not hold a name or value
     */
    public EnvironmentWish {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        if (scope == Scope.PROVIDER) {
            throw new IllegalArgumentException("scope provider has no environment");
        }
        if (!flag.isAbsolute() || broken(flag.toString())) {
            throw new IllegalArgumentException("not a path that a shell file can hold: " + flag);
        }
        variables.forEach((name, value) -> {
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new IllegalArgumentException("not a variable's name: " + name);
            }
            if (broken(value)) {
                throw new IllegalArgumentException("the value of " + name + " has a line break or a NUL");
            }
        });
    }

    private static boolean broken(String text) {
        return text.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0);
    }

    /**
     * The shell variable that remembers what a block has set in the same start of a shell.
     *
     * @param name the variable
     * @return its name
     */
    static String remembered(String name) {
        return "__headroom_" + name;
    }
}

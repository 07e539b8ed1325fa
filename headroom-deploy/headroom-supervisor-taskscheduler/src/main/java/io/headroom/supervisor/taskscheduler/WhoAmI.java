package io.headroom.supervisor.taskscheduler;

import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who the caller is to Windows. Of what whoami writes only SIDs are read, which are the same in every language. */
final class WhoAmI {
    private static final Pattern SID = Pattern.compile("S-1-[0-9]+(-[0-9]+)+");
    /** The integrity levels "high" and "system" of an elevated process. */
    private static final Pattern ELEVATED = Pattern.compile("\\bS-1-16-(12288|16384)\\b");

    private final Host host;

    WhoAmI(Host host) {
        this.host = host;
    }

    /** The account's SID; empty if Windows does not tell. */
    Optional<String> sid() {
        CommandResult result = host.query(CommandLine.of(Programs.of("whoami", host), "/user", "/fo", "csv", "/nh"));
        Matcher matcher = SID.matcher(result.output());
        return result.succeeded() && matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }

    /** Whether this process has an administrator's rights. */
    boolean elevated() {
        CommandResult result = host.query(CommandLine.of(Programs.of("whoami", host), "/groups", "/fo", "csv", "/nh"));
        return result.succeeded() && ELEVATED.matcher(result.output()).find();
    }
}

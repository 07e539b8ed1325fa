package io.headroom.proxy.redeem;

import io.headroom.compress.message.JsonStrings;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes objects whose values are JSON already. */
final class Members {
    private Members() {}

    static String object(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> JsonStrings.quote(member.getKey()) + ":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}

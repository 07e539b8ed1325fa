package io.headroom.proxy.credential;

import io.headroom.api.exchange.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Where clients put credentials: in fields, and in queries. */
final class ClientCredential {
    private static final Set<String> FIELDS = Set.of(
            "authorization",
            "x-api-key",
            "api-key",
            "x-goog-api-key",
            "x-amz-security-token",
            "chatgpt-account-id",
            "cookie");
    private static final Set<String> PARAMETERS = Set.of("key", "access_token");

    private ClientCredential() {}

    /** Whether a request carries any, be it empty: what a client says is never added to. */
    static boolean in(String target, List<Header> headers) {
        return headers.stream().anyMatch(ClientCredential::is)
                || !without(target).equals(target);
    }

    /** The fields that are no credentials. */
    static List<Header> without(List<Header> headers) {
        return headers.stream().filter(header -> !is(header)).toList();
    }

    /** The target without the parameters that are credentials; all others as they came. */
    static String without(String target) {
        int query = target.indexOf('?');
        if (query < 0) {
            return target;
        }
        List<String> kept = new ArrayList<>();
        boolean same = true;
        for (String parameter : target.substring(query + 1).split("&", -1)) {
            boolean credential = PARAMETERS.contains(parameter.split("=", 2)[0]);
            same &= !credential;
            if (!credential) {
                kept.add(parameter);
            }
        }
        if (same) {
            return target;
        }
        String path = target.substring(0, query);
        return kept.isEmpty() ? path : path + "?" + String.join("&", kept);
    }

    private static boolean is(Header header) {
        return FIELDS.contains(header.name().toLowerCase(Locale.ROOT));
    }
}

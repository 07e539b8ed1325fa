package io.headroom.provider.openclaw;

import io.headroom.api.provider.BaseUrl;
import io.headroom.api.provider.Wiring;
import java.util.Optional;

/**
 * A provider in OpenClaw's map, and how it is turned towards the proxy.
 *
 * @param id its id
 * @param upstream the upstream that its requests go to
 * @param path the path of the API that our address ends in
 * @param address the base URL that it has now
 */
record Provider(String id, String upstream, String path, Optional<Config.Found> address) {
    String[] pointer() {
        return new String[] {"models", "providers", id, "baseUrl"};
    }

    String baseUrl(Wiring wiring) {
        return wiring.baseUrl(path);
    }

    /** The base URL as OpenClaw uses it. */
    Optional<String> url(Config config) {
        return address.map(found -> config.resolved(found.value().text())).filter(text -> !text.isBlank());
    }

    /** Whether the user's own {@code ${NAME}} stands for our address: then it is kept as written. */
    boolean isOursByVariable(Wiring wiring, Config config) {
        return leadsTo(wiring, config)
                && address.filter(found -> found.value().text().contains("${")).isPresent();
    }

    boolean leadsTo(Wiring wiring, Config config) {
        return url(config).filter(url -> BaseUrl.same(url, baseUrl(wiring))).isPresent();
    }
}

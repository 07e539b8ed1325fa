package io.headroom.cli.proxy;

import io.headroom.proxy.ProxyIdentity;
import io.headroom.proxy.ProxySettings;
import io.headroom.proxy.RunFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Finds out who holds a port. Anybody can claim to be Headroom, so only the one that proves it by its run file's key is named. */
final class PortHolder {
    private static final int PATIENCE_MILLIS = 2_000;

    private PortHolder() {}

    /** Words about the holder, to be put behind the address; empty if it is not proven to be ours. */
    static Optional<String> describe(ProxySettings settings) {
        return settings.workspace()
                .flatMap(folder ->
                        RunFile.read(RunFile.path(folder, settings.proxy().port())))
                .filter(PortHolder::proven)
                .map(run -> " by a Headroom proxy with pid " + run.identity().pid()
                        + run.identity()
                                .profile()
                                .map(name -> ", profile " + name)
                                .orElse(""));
    }

    private static boolean proven(RunFile run) {
        String challenge = ProxyIdentity.random(16);
        return answer(run.identity().port(), challenge)
                .filter(proof -> run.identity().proves(run.key(), challenge, proof))
                .isPresent();
    }

    private static Optional<String> answer(int port, String challenge) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/livez").toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            connection.setRequestProperty(ProxyIdentity.CHALLENGE_HEADER, challenge);
            try (InputStream body = connection.getInputStream();
                    JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), body)) {
                return proof(parser);
            }
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> proof(JsonParser parser) {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.VALUE_STRING && "proof".equals(parser.currentName())) {
                return Optional.of(parser.getString());
            }
        }
        return Optional.empty();
    }
}

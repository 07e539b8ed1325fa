package io.headroom.cli.wrap;

import io.headroom.cli.proxy.AdminCall;
import io.headroom.proxy.ProxyIdentity;
import io.headroom.proxy.RunFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Our lease on the proxy of a port: as long as it is renewed, a proxy that ends when nobody needs it goes on. Thread-safe. */
final class Lease {
    /** How often a lease is renewed; it is void after three times as long. */
    static final Duration RENEWAL = Duration.ofSeconds(30);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Path workspace;
    private final int port;
    private final String id = "wrap-" + ProcessHandle.current().pid() + "-" + ProxyIdentity.random(4);

    /** A lease that is not taken yet. */
    Lease(Path workspace, int port) {
        this.workspace = workspace;
        this.port = port;
    }

    /** Takes the lease, or renews it. */
    boolean renew() {
        return post("{\"lease\":\"" + id + "\"}");
    }

    /** Gives the lease back; a proxy that is gone does not mind. */
    void giveBack() {
        post("{\"lease\":\"" + id + "\",\"action\":\"release\"}");
    }

    private boolean post(String body) {
        return RunFile.read(RunFile.path(workspace, port))
                .map(run -> posted(new AdminCall(run), body))
                .orElse(false);
    }

    private static boolean posted(AdminCall call, String body) {
        try {
            return call.post("/admin/lease", body, PATIENCE);
        } catch (IOException gone) {
            return false;
        }
    }
}

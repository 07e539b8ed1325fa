/** Installs, changes and removes deployments of the proxy. */
@org.jspecify.annotations.NullMarked
module io.headroom.deploy {
    requires transitive io.headroom.api;
    requires static org.jspecify;
    requires org.tomlj;
    requires tools.jackson.core;

    exports io.headroom.deploy;
    exports io.headroom.deploy.agent;
    exports io.headroom.deploy.host;
    exports io.headroom.deploy.identity;
    exports io.headroom.deploy.lock;
    exports io.headroom.deploy.json;
    exports io.headroom.deploy.legacy;
    exports io.headroom.deploy.profile;
}

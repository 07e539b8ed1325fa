/** Installs, changes and removes deployments of the proxy. */
@org.jspecify.annotations.NullMarked
module io.headroom.deploy {
    requires transitive io.headroom.api;
    requires static org.jspecify;
    requires org.tomlj;
    requires tools.jackson.core;
}

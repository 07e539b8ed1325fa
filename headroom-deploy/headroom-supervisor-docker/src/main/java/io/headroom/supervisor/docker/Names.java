package io.headroom.supervisor.docker;

import io.headroom.api.supervise.ServiceSpec;

/**
 * What the engine's objects of one deployment are called. No profile can be called so that its container has the name of another's former
 * one, since all others begin with {@code headroom-}.
 *
 * @param container the container
 * @param former the container that the present one replaced, until the present one has proven itself
 * @param network its network, on which nobody else is
 * @param volume where the proxy's database lies
 */
record Names(String container, String former, String network, String volume) {
    static Names of(ServiceSpec spec) {
        String name = spec.container().map(ServiceSpec.Container::name).orElse("headroom-" + spec.profile());
        String network = "headroom-" + spec.profile();
        return new Names(name, "former-" + name, network, network + "-data");
    }
}

package io.headroom.proxy.listener;

import io.headroom.proxy.credential.UpstreamCredentials;
import io.headroom.proxy.gate.Gate;
import io.headroom.proxy.http.ErrorPage;
import io.headroom.proxy.journal.ExchangeJournal;
import io.headroom.proxy.prefix.PromptWatch;
import io.headroom.proxy.redeem.Redeemer;
import io.headroom.proxy.relay.TeeFactory;
import io.headroom.proxy.route.Router;
import io.headroom.proxy.upstream.UpstreamLimits;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What exchanges are served with.
 *
 * @param gate who may ask
 * @param router where requests go
 * @param errors how our own errors look
 * @param journal what is noted
 * @param body what may change a body
 * @param redeemer offers and answers retrieval; empty where nothing is left out
 * @param prompts who looks whether prompts are found in the provider's cache
 * @param tees who reads usage figures along
 * @param credentials with which credentials requests go on
 * @param bodies runs body steps; rejects when it is full
 * @param errands runs whatever else may block
 * @param liveLimits the client's side, which may change while the proxy runs
 * @param upstream the upstream's side
 * @param clock the wall clock
 */
public record Services(
        Gate gate,
        Router router,
        ErrorPage errors,
        ExchangeJournal journal,
        BodyStep body,
        Optional<Redeemer> redeemer,
        PromptWatch prompts,
        TeeFactory tees,
        UpstreamCredentials credentials,
        Executor bodies,
        Executor errands,
        Supplier<ListenerLimits> liveLimits,
        UpstreamLimits upstream,
        InstantSource clock) {
    /** The client's side as it is now. */
    ListenerLimits limits() {
        return liveLimits.get();
    }
}

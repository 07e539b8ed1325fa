package io.headroom.proxy.redeem;

import io.headroom.api.compress.Mode;
import io.headroom.api.dialect.Dialect;
import io.headroom.api.original.OriginalStore;
import io.headroom.compress.SettledForms;
import io.headroom.compress.retrieve.Retrieval;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Offers the retrieval tool in the name of clients that have no way back of their own, and answers the calls that the model makes of it
 * (PX-901 to PX-903). Thread-safe.
 */
public final class Redeemer {
    private final JsonParts parts = new JsonParts();
    private final List<ModelApi> apis = List.of(
            new AnthropicMessages(parts), new ChatCompletions(parts), new Responses(parts), new GeminiContents(parts));
    private final HiddenTurns turns;
    private final RetrievalCalls calls;
    private final Executor errands;
    private final Consumer<Throwable> faults;
    private final Rules rules;

    /**
     * For whom this is done.
     *
     * @param everybody whether requests get the tool that do not say anything about it
     * @param mode how far compression goes where a request does not say it
     * @param pings how often a client hears something while it waits
     */
    public record Rules(boolean everybody, Mode mode, Duration pings) {}

    /**
     * Creates it.
     *
     * @param originals where retrieved texts come from; stays its owner's to close
     * @param forms where hidden exchanges are kept; stays its owner's to close
     * @param errands runs what may block
     * @param faults is told what went wrong
     */
    public Redeemer(
            OriginalStore originals, SettledForms forms, Executor errands, Consumer<Throwable> faults, Rules rules) {
        this.turns = new HiddenTurns(forms, parts);
        this.calls = new RetrievalCalls(new Retrieval(originals), parts);
        this.errands = errands;
        this.faults = faults;
        this.rules = rules;
    }

    /**
     * Offers the tool, if the request is one that needs it and was not given it by its client. May wait for the store, but briefly.
     *
     * @param body the decoded body of a request
     * @param dialect the dialect that it is in
     * @param target the path and the query that it goes to
     * @param wanted what the request says about it, if it says something
     * @param mode how far compression may go, if the request says something
     * @return the offer; empty if the body is to stay as it is
     */
    public Optional<Offer> offer(
            byte[] body, Dialect dialect, String target, Optional<Boolean> wanted, Optional<Mode> mode) {
        Mode valid = mode.orElse(rules.mode());
        boolean leavesOut = valid == Mode.BALANCED || valid == Mode.AGGRESSIVE;
        if (!leavesOut || !wanted.orElse(rules.everybody())) {
            return Optional.empty();
        }
        try {
            return apis.stream()
                    .filter(api -> api.dialect().equals(dialect.id()))
                    .findFirst()
                    .flatMap(api -> offer(body, target, api));
        } catch (RuntimeException | StackOverflowError e) {
            faults.accept(e);
            return Optional.empty();
        }
    }

    private Optional<Offer> offer(byte[] body, String target, ModelApi api) {
        return Conversation.read(body, target, api, parts)
                .map(conversation -> new Offer(this, api, target, conversation.state(), conversation.offered(turns)));
    }

    JsonParts parts() {
        return parts;
    }

    HiddenTurns turns() {
        return turns;
    }

    RetrievalCalls calls() {
        return calls;
    }

    Executor errands() {
        return errands;
    }

    Consumer<Throwable> faults() {
        return faults;
    }

    Duration pings() {
        return rules.pings();
    }
}

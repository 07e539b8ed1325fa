package io.headroom.proxy.redeem;

import io.headroom.proxy.redeem.HiddenTurns.Hidden;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What happens in one turn that its client does not see, and how it is found again when the client comes back with what it saw. Used by
 * one thread at a time: the exchange's own, or a worker while that one waits.
 */
final class Unshown {
    private final ModelApi api;
    private final HiddenTurns turns;
    private final RetrievalCalls calls;
    private final String state;
    /** Elements of the conversation, of which the client knows nothing. */
    private final List<String> exchanges = new ArrayList<>();

    private final StringBuilder shownText = new StringBuilder();
    private final List<String> shownCalls = new ArrayList<>();
    /** What the provider remembers the latest answer by, and the results that this answer waits for. */
    private Optional<String> answer = Optional.empty();

    private List<String> results = List.of();

    /** For a turn that follows a state of a conversation. */
    Unshown(ModelApi api, HiddenTurns turns, RetrievalCalls calls, String state) {
        this.api = api;
        this.turns = turns;
        this.calls = calls;
        this.state = state;
    }

    /** Whether nothing was kept from the client so far. */
    boolean isEmpty() {
        return exchanges.isEmpty();
    }

    /** The client sees what is to be seen of a round. */
    void shows(Round round) {
        for (Block block : round.shown()) {
            block.text().ifPresent(shownText::append);
            block.call().map(Block.Call::reference).ifPresent(shownCalls::add);
        }
    }

    /** Answers the calls of a round; reads the store, and so may block. */
    List<String> results(Round round) {
        return round.calls().stream()
                .map(call -> api.result(
                        call, calls.find(call.call().map(Block.Call::input).orElse("{}"))))
                .toList();
    }

    /** Adds a round that was answered here, and returns what the conversation goes on with. */
    List<String> add(Round round, List<String> found) {
        List<String> exchange = new ArrayList<>(api.said(round.blocks()));
        exchange.addAll(api.answered(found));
        exchanges.addAll(exchange);
        answer = round.id();
        results = found;
        return exchange;
    }

    /** Keeps a last round in which the client is asked, too; waits for the store. */
    void keepAmongOthers(Round round) {
        List<String> found = results(round);
        List<String> messages = new ArrayList<>(exchanges);
        messages.addAll(api.said(round.blocks()));
        if (api.joinsResults()) {
            keep(messages, found);
        } else {
            messages.addAll(api.answered(found));
            keep(messages, List.of());
        }
        follow(round.id(), found);
    }

    /** Keeps what came before a last round that the client sees; waits for the store. */
    void keepBefore(Round round) {
        if (!exchanges.isEmpty() && round.understood()) {
            List<String> messages = new ArrayList<>(exchanges);
            messages.addAll(api.said(round.shown()));
            keep(messages, List.of());
        }
        if (round.id().isPresent() && !round.calls().isEmpty()) {
            follow(round.id(), results(round));
        }
    }

    /** Keeps what came before a round that broke off; waits for the store. */
    void keepBroken(boolean shownInRound) {
        if (!shownInRound) {
            keep(exchanges, List.of());
        }
        follow(answer, results);
    }

    private void keep(List<String> messages, List<String> found) {
        Shown shown = new Shown(Shown.MODEL, shownText.toString(), shownCalls, List.of());
        shown.key(state).ifPresent(key -> turns.keep(key, new Hidden(messages, found)));
    }

    /** A provider that remembers an answer wants results for all of its calls from who goes on from it. */
    private void follow(Optional<String> id, List<String> found) {
        id.map(Shown::follower).ifPresent(key -> turns.keep(key, new Hidden(List.of(), found)));
    }
}

package io.headroom.api.kit;

import io.headroom.api.exchange.Exchange;
import io.headroom.api.exchange.ExchangeObserver;
import io.headroom.api.exchange.Header;
import io.headroom.api.exchange.UpstreamAuth;
import io.headroom.api.testkit.ExchangeObserverContract;
import io.headroom.api.testkit.TokenCounterContract;
import io.headroom.api.testkit.TokenEstimate;
import io.headroom.api.testkit.UpstreamAuthContract;
import io.headroom.api.token.TokenCounter;
import io.headroom.api.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Correct and broken samples for the smaller kits. Run by {@link SmallContractsTest} alone. */
final class SmallContracts {
    private SmallContracts() {}

    /** Counts by a function. */
    private record Counter(ToIntFunction<CharSequence> counting, boolean anyModel) implements TokenCounter, Tokenizer {
        @Override
        public String id() {
            return "sample.estimate";
        }

        @Override
        public Optional<Tokenizer> tokenizer(String model) {
            return anyModel || model.equals("sample-1") ? Optional.of(this) : Optional.empty();
        }

        @Override
        public String family() {
            return "estimate";
        }

        @Override
        public boolean exact() {
            return true;
        }

        @Override
        public int count(CharSequence text) {
            return counting.applyAsInt(text);
        }
    }

    abstract static class Counting extends TokenCounterContract {
        private final Counter counter;

        Counting(ToIntFunction<CharSequence> counting, boolean anyModel) {
            counter = new Counter(counting, anyModel);
        }

        @Override
        protected TokenCounter counter() {
            return counter;
        }

        @Override
        protected List<String> models() {
            return List.of("sample-1");
        }
    }

    static final class CountsCorrectly extends Counting {
        CountsCorrectly() {
            super(TokenEstimate::of, false);
        }
    }

    static final class CountsFrom1 extends Counting {
        CountsFrom1() {
            super(text -> TokenEstimate.of(text) + 1, false);
        }
    }

    static final class CountsNothing extends Counting {
        CountsNothing() {
            super(text -> 0, false);
        }
    }

    static final class KnowsAnyModel extends Counting {
        KnowsAnyModel() {
            super(TokenEstimate::of, true);
        }
    }

    abstract static class Observing extends ExchangeObserverContract {
        private final ExchangeObserver observer;

        Observing(ExchangeObserver observer) {
            this.observer = observer;
        }

        @Override
        protected ExchangeObserver observer() {
            return observer;
        }
    }

    static final class ObservesAll extends Observing {
        ObservesAll() {
            super(new ArrayList<Exchange>()::add);
        }
    }

    static final class NeedsAModel extends Observing {
        NeedsAModel() {
            super(exchange -> exchange.model().orElseThrow());
        }
    }

    /** Signs by a function. */
    private record Signer(Function<Request, List<Header>> signing) implements UpstreamAuth {
        @Override
        public String id() {
            return "sample.key";
        }

        @Override
        public List<Header> credentials(Request request) {
            return signing.apply(request);
        }
    }

    abstract static class Signing extends UpstreamAuthContract {
        private final UpstreamAuth auth;

        Signing(Function<UpstreamAuth.Request, List<Header>> signing) {
            auth = new Signer(signing);
        }

        @Override
        protected UpstreamAuth auth() {
            return auth;
        }
    }

    static final class SignsCorrectly extends Signing {
        SignsCorrectly() {
            super(request -> List.of(new Header("authorization", "Bearer of " + request.method())));
        }
    }

    static final class InjectsALine extends Signing {
        InjectsALine() {
            super(request -> List.of(new Header("authorization", "a\r\nhost: b")));
        }
    }

    static final class FramesTheMessage extends Signing {
        FramesTheMessage() {
            super(request -> List.of(new Header("Content-Length", "0")));
        }
    }
}

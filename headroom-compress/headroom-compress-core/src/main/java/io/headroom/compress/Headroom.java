package io.headroom.compress;

import io.headroom.api.compress.Compressor;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Hint;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.Mode;
import io.headroom.api.compress.RetrievalChannel;
import io.headroom.api.dialect.Dialect;
import io.headroom.api.plugin.PluginReport;
import io.headroom.api.plugin.PluginSource;
import io.headroom.api.plugin.Plugins;
import io.headroom.api.token.TokenCounter;
import io.headroom.compress.message.BodyCompressor;
import io.headroom.compress.message.BodyOptions;
import io.headroom.compress.retrieve.Answer;
import io.headroom.compress.retrieve.Retrieval;
import io.headroom.compress.retrieve.RetrievalException;
import io.headroom.compress.retrieve.Slice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Headroom as a library: shrinks a tool's output, or the outputs of tools inside a request to a model, with the results of the proxy
 * under the same settings, and without any server, environment or home directory. An engine, plugins and stores put together; whoever
 * needs one of them alone uses {@link CompressionEngine}, {@link BodyCompressor} or {@link Stores}.
 *
 * <p>Compressing never throws, but for null: what cannot be compressed comes back as it was given, with the reason. Only what a form
 * leaves out needs a store and a {@link RetrievalChannel}; without either, every form is lossless.
 *
 * <p>Thread-safe. It owns its threads, which are daemons and started by need, and ends them in {@link #close()}.
 */
public final class Headroom implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Plugins plugins;
    private final Optional<Stores> stores;
    private final CompressionEngine engine;
    private final MessageReading messages;
    private final Mode mode;

    private Headroom(Builder b) {
        plugins = b.plugins.open();
        try {
            stores = b.stores;
            mode = b.settings.mode();
            CompressionEngine.Builder parts = CompressionEngine.builder()
                    .settings(b.settings)
                    .compressors(b.compressors.orElseGet(() -> plugins.all(Compressor.class)))
                    .tokenCounters(plugins.all(TokenCounter.class))
                    .patience(PATIENCE)
                    .threadPrefix("headroom-library-");
            stores.ifPresent(store -> parts.settledForms(store.settledForms()).originals(store.originals()));
            engine = parts.build();
            messages = new MessageReading(new BodyCompressor(engine), plugins.all(Dialect.class));
        } catch (RuntimeException | Error e) {
            plugins.close();
            throw e;
        }
    }

    /**
     * Starts a new configuration.
     *
     * @return a builder with the default settings
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Compresses a text, leaving nothing out.
     *
     * @param text the output of a tool
     * @param hint where it came from; {@link Hint#none()} if that is not known
     * @return what became of it
     */
    public Outcome compress(String text, Hint hint) {
        return compress(text, hint, RetrievalChannel.none());
    }

    /**
     * Compresses a text. Waits until the time of the settings is up, at most.
     *
     * @param text the output of a tool
     * @param hint where it came from; {@link Hint#none()} if that is not known
     * @param channel the way by which the reader can ask for what is left out
     * @return what became of it: {@link Outcome#form()} is what to send
     */
    public Outcome compress(String text, Hint hint, RetrievalChannel channel) {
        CompressionRequest request = new CompressionRequest(new Content(text), hint, mode, channel);
        Duration time = engine.settings().budget().forCharacters(text.length());
        return engine.compressAll(List.of(request), Deadline.after(time, new Cancellation()))
                .get(0);
    }

    /**
     * Compresses the outputs of tools in a request, or in its list of messages, as JSON in UTF-8. Every byte outside a replaced text is
     * as it came.
     *
     * @param request the JSON; neither changed nor kept
     * @param shape how the request is laid out
     * @param channel the way by which the model can ask for what is left out; {@link
     *     io.headroom.compress.message.ChannelChoice} finds it among the names of tools, as the proxy does
     * @return what to send: the very array if nothing was replaced
     */
    public MessagesOutcome<byte[]> compressMessages(byte[] request, Shape shape, RetrievalChannel channel) {
        return read(new Sent.Bytes(Objects.requireNonNull(request, "request")), shape, channel);
    }

    /**
     * As {@link #compressMessages(byte[], Shape, RetrievalChannel)}, for JSON as text.
     *
     * @param request the JSON
     * @param shape how the request is laid out
     * @param channel the way by which the model can ask for what is left out
     * @return what to send; every character outside a replaced text is as it came
     */
    public MessagesOutcome<String> compressMessages(String request, Shape shape, RetrievalChannel channel) {
        return read(new Sent.Text(Objects.requireNonNull(request, "request")), shape, channel);
    }

    /**
     * Compresses the outputs of tools in a list of messages: lists and maps of strings, numbers and truth values, as JSON libraries make
     * them. A list alone names no model, so its tokens are counted for one that is not known; give the whole request where you have it.
     *
     * @param messages the list; not changed, also where it could be, and to be left alone until this method returns
     * @param shape how the messages are laid out
     * @param channel the way by which the model can ask for what is left out
     * @return what to send: the very list if nothing was replaced, else a new one. The lists and maps in which a text was replaced are
     *     new and can be changed, all other elements are shared
     */
    public MessagesOutcome<List<Map<String, Object>>> compressMessages(
            List<Map<String, Object>> messages, Shape shape, RetrievalChannel channel) {
        return read(new Sent.Messages(Objects.requireNonNull(messages, "messages")), shape, channel);
    }

    /**
     * As {@link #compressMessages(List, Shape, RetrievalChannel)}, for a whole request.
     *
     * @param request the members of the request
     * @param shape how the request is laid out
     * @param channel the way by which the model can ask for what is left out
     * @return what to send
     */
    public MessagesOutcome<Map<String, Object>> compressMessages(
            Map<String, Object> request, Shape shape, RetrievalChannel channel) {
        return read(new Sent.Request(Objects.requireNonNull(request, "request")), shape, channel);
    }

    /**
     * Measures what the proxy would make of a request, by the way back that the request's own tools offer.
     *
     * @param request JSON in UTF-8
     * @return the measurements
     */
    public Report audit(byte[] request) {
        return measured(new Sent.Bytes(Objects.requireNonNull(request, "request")));
    }

    /**
     * As {@link #audit(byte[])}, for JSON as text.
     *
     * @param request the JSON
     * @return the measurements
     */
    public Report audit(String request) {
        return measured(new Sent.Text(Objects.requireNonNull(request, "request")));
    }

    /**
     * As {@link #audit(byte[])}, for a list of messages, which offers no tools and so no way back.
     *
     * @param messages the list; not changed
     * @return the measurements
     */
    public Report audit(List<Map<String, Object>> messages) {
        return measured(new Sent.Messages(Objects.requireNonNull(messages, "messages")));
    }

    /**
     * As {@link #audit(byte[])}, for a request as a map.
     *
     * @param request the members of the request; not changed
     * @return the measurements
     */
    public Report audit(Map<String, Object> request) {
        return measured(new Sent.Request(Objects.requireNonNull(request, "request")));
    }

    /**
     * Decodes a form: a lossless one by itself, a lossy one by way of the store.
     *
     * @param form what {@link Outcome#form()} gave for a text that was compressed
     * @return the text that it stands for, or JSON with the same tokens
     * @throws MalformedFormException if it is no form, or the original of a lossy form is not in the store
     */
    public String decode(String form) throws MalformedFormException {
        return engine.decode(form);
    }

    /**
     * Gives back a part of an original of which a form shows only some.
     *
     * @param id what {@link Outcome#id()} told, and the last line of the form
     * @param slice which part
     * @return the source text, character by character
     * @throws RetrievalException if there is no such original, or it has no such part; the message says what there is
     */
    public String retrieve(String id, Slice slice) throws RetrievalException {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(slice, "slice");
        Answer answer = retrieval()
                .map(way -> way.retrieve(id, slice))
                .orElseGet(() -> new Answer.Unavailable("there is no store of originals"));
        if (answer instanceof Answer.Part part) {
            return part.text();
        }
        throw new RetrievalException(message(answer));
    }

    /**
     * The way back with all that it can answer, for tools that offer it to a model.
     *
     * @return the way back; empty without a store
     */
    public Optional<Retrieval> retrieval() {
        return stores.map(store -> new Retrieval(store.originals()));
    }

    /**
     * Loads what the first text would otherwise wait for, in the calling thread. Takes up to a second or two; calling it again does no
     * harm.
     */
    public void warmUp() {
        engine.warmUp();
    }

    /**
     * Figures and troubles.
     *
     * @return the state as of now
     */
    public EngineStatus status() {
        return engine.status();
    }

    /**
     * What came of the plugins.
     *
     * @return a report for each
     */
    public List<PluginReport> plugins() {
        return plugins.reports();
    }

    /** Ends the threads, and closes the plugins and the store that it was built with. */
    @Override
    public void close() {
        engine.close();
        stores.ifPresent(Stores::close);
        plugins.close();
    }

    private <T> MessagesOutcome<T> read(Sent<T> sent, Shape shape, RetrievalChannel channel) {
        return messages.read(sent, Objects.requireNonNull(shape, "shape"), BodyOptions.through(channel));
    }

    private Report measured(Sent<?> sent) {
        BodyOptions options = new BodyOptions(Optional.of(Mode.AUDIT), BodyOptions.Retrieval.CLIENT);
        MessagesOutcome<?> outcome = messages.read(sent, Shape.AUTO, options);
        return new Report(outcome.reason(), outcome.shape(), outcome.offered(), outcome.texts());
    }

    private static String message(Answer answer) {
        if (answer instanceof Answer.Unknown unknown) {
            return unknown.message();
        }
        if (answer instanceof Answer.Evicted evicted) {
            return evicted.message();
        }
        return answer instanceof Answer.Outside outside ? outside.message() : ((Answer.Unavailable) answer).message();
    }

    /** Configures the library. Not thread-safe. */
    public static final class Builder {
        /** Nobody's connection waits here, so a cold start or a big text must not decide what a text becomes. */
        private static final CompressionSettings.Budget PATIENT = new CompressionSettings.Budget(
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                Runtime.getRuntime().availableProcessors(),
                1024);

        private CompressionSettings settings = CompressionSettings.defaults().withBudget(PATIENT);
        private PluginSource plugins = PluginSource.of(Headroom.class.getClassLoader());
        private Optional<List<Compressor>> compressors = Optional.empty();
        private Optional<Stores> stores = Optional.empty();

        private Builder() {}

        /**
         * Sets how far compression may go.
         *
         * @param value the mode; balanced if never called
         * @return this builder
         */
        public Builder mode(Mode value) {
            settings = settings.withMode(Objects.requireNonNull(value, "mode"));
            return this;
        }

        /**
         * Sets which texts are looked at, and how much is remembered.
         *
         * @param value the limits; those of {@link CompressionSettings#defaults()} if never called
         * @return this builder
         */
        public Builder limits(CompressionSettings.Limits value) {
            settings = settings.withLimits(Objects.requireNonNull(value, "limits"));
            return this;
        }

        /**
         * Sets how long a call may take, and how many threads work.
         *
         * @param value the budget; 10 seconds and 10 more for each MiB up to a minute, and a thread for each processor, if never called
         * @return this builder
         */
        public Builder budget(CompressionSettings.Budget value) {
            settings = settings.withBudget(Objects.requireNonNull(value, "budget"));
            return this;
        }

        /**
         * Sets everything at once: mode, limits, budget, and what single tools and plugins need. Later calls of the other methods
         * change their part of it.
         *
         * @param value the settings
         * @return this builder
         */
        public Builder settings(CompressionSettings value) {
            settings = Objects.requireNonNull(value, "settings");
            return this;
        }

        /**
         * Sets where forms and originals are kept. Without this forms are remembered until it is closed, and nothing is ever left out.
         *
         * @param value the stores, which are closed with what is built here
         * @return this builder
         */
        public Builder store(Stores value) {
            stores = Optional.of(value);
            return this;
        }

        /**
         * Sets where compressors, token counters and dialects are found.
         *
         * @param value the source; the loader of this class if never called
         * @return this builder
         */
        public Builder plugins(PluginSource value) {
            plugins = Objects.requireNonNull(value, "plugins");
            return this;
        }

        /**
         * Sets the compressors, instead of those that are found.
         *
         * @param value the compressors, in any order; their precedence decides
         * @return this builder
         */
        public Builder compressors(List<? extends Compressor> value) {
            compressors = Optional.of(List.copyOf(value));
            return this;
        }

        /**
         * Builds it. Loads the plugins; opens no store and starts no thread.
         *
         * @return what to close in the end
         */
        public Headroom build() {
            return new Headroom(this);
        }
    }
}

package io.headroom.deploy;

import io.headroom.api.change.Change;
import io.headroom.api.host.CommandLine;
import io.headroom.api.provider.BaseUrl;
import io.headroom.api.provider.Capability;
import io.headroom.api.provider.Detection;
import io.headroom.api.provider.LostFeature;
import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.provider.Wired;
import io.headroom.api.provider.Wiring;
import io.headroom.api.provider.Wiring.FoundBaseUrl;
import io.headroom.deploy.identity.PortCheck;
import io.headroom.deploy.shell.WrittenVariables;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Chooses the tools that are wired, and asks their adapters how. An adapter that throws or hangs stops no other one. */
final class Wirings {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Parts parts;
    private final Set<Integer> ownPorts;

    /** {@code ownPorts}: where proxies of ours listen, which are no base URLs of the user's. */
    Wirings(Parts parts, Set<Integer> ownPorts) {
        this.parts = parts;
        this.ownPorts = Set.copyOf(ownPorts);
    }

    /** What came of the choice. */
    static final class Choice {
        final List<Change> changes = new ArrayList<>();
        final Map<String, Map<String, String>> environments = new LinkedHashMap<>();
        final List<String> targets = new ArrayList<>();
        final Map<String, String> wired = new LinkedHashMap<>();
        final Map<String, String> skipped = new LinkedHashMap<>();
        final List<String> notes = new ArrayList<>();
        final List<CommandLine> checks = new ArrayList<>();
        final List<Problem> problems = new ArrayList<>();
        final Map<String, URI> upstreams = new LinkedHashMap<>();
        final Set<String> inFiles = new LinkedHashSet<>();
    }

    /** What the tools that were wired by files would read now; of those whose adapters tell it. */
    Map<String, List<FoundBaseUrl>> after(ApplyRequest request, Path launcher, Choice made) {
        Map<String, List<FoundBaseUrl>> found = new LinkedHashMap<>();
        Wiring bare = wiring(request, launcher, List.of(), Map.of());
        Choice answers = new Choice();
        for (ProviderAdapter adapter : parts.plugins().adapters()) {
            if (made.inFiles.contains(adapter.id())) {
                guarded(adapter, request, answers, () -> adapter.baseUrls(bare, parts.host()))
                        .ifPresent(urls -> found.put(adapter.id(), urls));
            }
        }
        return found;
    }

    Choice choose(ApplyRequest request, Path launcher, Map<String, URI> upstreams) {
        Choice choice = new Choice();
        choice.upstreams.putAll(upstreams);
        List<ProviderAdapter> wanted = wanted(request, choice);
        Wiring bare = wiring(request, launcher, List.of(), Map.of());
        Map<ProviderAdapter, List<FoundBaseUrl>> found = new LinkedHashMap<>();
        for (ProviderAdapter adapter : wanted) {
            guarded(adapter, request, choice, () -> baseUrls(adapter, bare))
                    .ifPresent(urls -> found.put(adapter, urls));
        }
        found.forEach((adapter, urls) -> accept(adapter, urls, request, choice));
        for (ProviderAdapter adapter : found.keySet()) {
            guarded(adapter, request, choice, () -> adapter.upstreams(bare, parts.host()))
                    .ifPresent(needed -> needed.forEach(choice.upstreams::putIfAbsent));
        }
        found.forEach((adapter, urls) -> {
            Wiring wiring = wiring(request, launcher, urls, choice.upstreams);
            guarded(adapter, request, choice, () -> adapter.wire(wiring, parts.host()))
                    .ifPresent(wired -> take(adapter, wired, choice));
        });
        refuseContradictions(choice);
        return choice;
    }

    /** A variable is the same for all programs of a shell, so two tools cannot have it in two ways (PV-501). */
    private static void refuseContradictions(Choice choice) {
        Map<String, String> firsts = new LinkedHashMap<>();
        Map<String, String> values = new LinkedHashMap<>();
        choice.environments.forEach((tool, variables) -> variables.forEach((name, value) -> {
            String before = values.putIfAbsent(name, value);
            String first = firsts.computeIfAbsent(name, unknown -> tool);
            if (before != null && !before.equals(value)) {
                refuse(
                        choice,
                        first + " and " + tool + " need " + name + " in two ways, as " + before + " and as " + value
                                + ". Choose one of them with --providers manual --target; the other one runs by"
                                + " 'headroom wrap'.");
            }
        }));
    }

    private static Wiring wiring(
            ApplyRequest request, Path launcher, List<FoundBaseUrl> found, Map<String, URI> upstreams) {
        return new Wiring(
                Wiring.Purpose.INSTALL,
                request.profile().text(),
                request.scope(),
                URI.create("http://127.0.0.1:" + request.port()),
                launcher,
                "",
                found,
                upstreams,
                request.options(),
                request.mode(),
                request.choices(),
                Optional.empty());
    }

    private List<ProviderAdapter> wanted(ApplyRequest request, Choice choice) {
        return switch (request.providers()) {
            case AUTO -> detected(request, choice);
            case ALL -> able(parts.plugins().adapters(), request, choice);
            case MANUAL -> named(request, choice);
        };
    }

    private List<ProviderAdapter> detected(ApplyRequest request, Choice choice) {
        List<ProviderAdapter> present = new ArrayList<>();
        for (ProviderAdapter adapter : parts.plugins().adapters()) {
            guarded(adapter, request, choice, () -> adapter.detect(parts.host()))
                    .filter(detection -> detection.presence() == Detection.Presence.INSTALLED)
                    .ifPresent(detection -> present.add(adapter));
        }
        return able(present, request, choice);
    }

    private List<ProviderAdapter> able(List<ProviderAdapter> adapters, ApplyRequest request, Choice choice) {
        List<ProviderAdapter> able = new ArrayList<>();
        for (ProviderAdapter adapter : adapters) {
            Optional<Capability> capability =
                    guarded(adapter, request, choice, () -> adapter.capability(request.scope(), parts.host()));
            if (capability.isPresent() && needsTheUser(capability.get())) {
                choice.skipped.put(adapter.id(), capability.get().text());
            } else if (capability.isPresent()) {
                able.add(adapter);
            }
        }
        return able;
    }

    private static boolean needsTheUser(Capability capability) {
        return capability.means() == Capability.Means.NONE || capability.means() == Capability.Means.BY_HAND;
    }

    private List<ProviderAdapter> named(ApplyRequest request, Choice choice) {
        Map<String, ProviderAdapter> known = new LinkedHashMap<>();
        parts.plugins().adapters().forEach(adapter -> adapter.aliases().forEach(alias -> known.put(alias, adapter)));
        parts.plugins().adapters().forEach(adapter -> known.put(adapter.id(), adapter));
        Set<ProviderAdapter> wanted = new LinkedHashSet<>();
        for (String target : request.targets()) {
            ProviderAdapter adapter = known.get(target.toLowerCase(Locale.ROOT));
            if (adapter == null) {
                choice.problems.add(new Problem(
                        DeployException.Kind.USAGE,
                        "Unknown target '" + target + "'. Known: "
                                + parts.plugins().adapters().stream()
                                        .map(ProviderAdapter::id)
                                        .collect(Collectors.joining(", "))
                                + "."));
            } else {
                wanted.add(adapter);
            }
        }
        List<ProviderAdapter> able = able(List.copyOf(wanted), request, choice);
        List<String> refused = wanted.stream()
                .map(ProviderAdapter::id)
                .filter(choice.skipped::containsKey)
                .toList();
        if (!refused.isEmpty()) {
            choice.problems.add(new Problem(DeployException.Kind.REFUSED, cannot(request, refused, choice)));
        }
        return able;
    }

    private static String cannot(ApplyRequest request, List<String> refused, Choice choice) {
        String scope = request.scope().name().toLowerCase(Locale.ROOT);
        String who = "Scope " + scope + " cannot wire " + String.join(", ", refused);
        return scope.equals("provider")
                ? who + ": no file to edit. Use --scope user."
                : who + ": "
                        + refused.stream().map(choice.skipped::get).distinct().collect(Collectors.joining("; "))
                        + ".";
    }

    /** The user's own base URLs, of all places in which the tool would find one (PV-205): our listeners are none. */
    private List<FoundBaseUrl> baseUrls(ProviderAdapter adapter, Wiring bare) {
        List<FoundBaseUrl> all = new ArrayList<>(adapter.baseUrls(bare, parts.host()));
        WrittenVariables written = new WrittenVariables(parts.host());
        new TreeMap<>(adapter.baseUrlVariables())
                .forEach((variable, upstream) -> written.of(variable)
                        .forEach(one -> all.add(new FoundBaseUrl(adapter.id(), upstream, one.value(), one.place()))));
        return all.stream()
                .filter(found -> BaseUrl.of(found.url())
                        .filter(url -> url.isLoopback() && ownPorts.contains(url.port()))
                        .isEmpty())
                .toList();
    }

    private void accept(ProviderAdapter adapter, List<FoundBaseUrl> urls, ApplyRequest request, Choice choice) {
        Set<String> chained = new LinkedHashSet<>();
        for (FoundBaseUrl found : urls) {
            String shown = BaseUrl.masked(found.url());
            if (request.options().contains(Wiring.Option.CHAIN)) {
                // Strongest first: weaker ones of the same tool are overruled already.
                if (chained.add(found.upstream())) {
                    chain(found, shown, choice);
                }
            } else if (!request.options().contains(Wiring.Option.REPLACE_BASE_URL)) {
                refuse(
                        choice,
                        adapter.id() + " already uses " + shown + " (" + found.place()
                                + "). Add --chain to forward to it, or --replace-base-url.");
            }
        }
    }

    private void chain(FoundBaseUrl found, String shown, Choice choice) {
        Optional<BaseUrl> url = BaseUrl.of(found.url());
        Optional<URI> before = Optional.ofNullable(choice.upstreams.get(found.upstream()));
        if (url.isEmpty()) {
            refuse(choice, shown + " (" + found.place() + ") is no address that could be forwarded to.");
        } else if (url.get().isLoopback()
                && new PortCheck(parts.host()).isFree(url.get().port())) {
            refuse(
                    choice,
                    "Nobody listens on " + shown + " (" + found.place()
                            + "), so it cannot be forwarded to. Use --replace-base-url.");
        } else if (before.filter(other -> !BaseUrl.same(other.toString(), found.url()))
                .isPresent()) {
            refuse(
                    choice,
                    "One profile forwards to one address for " + found.upstream() + ": "
                            + BaseUrl.masked(before.get().toString()) + " or " + shown + " (" + found.place()
                            + "). Install a second profile for one of the tools, with --profile and --target.");
        } else {
            choice.upstreams.put(found.upstream(), URI.create(found.url().strip()));
        }
    }

    private static void refuse(Choice choice, String text) {
        choice.problems.add(new Problem(DeployException.Kind.REFUSED, text));
    }

    private static void take(ProviderAdapter adapter, Wired wired, Choice choice) {
        String id = adapter.id();
        wired.notes().forEach(note -> choice.notes.add(note));
        if (wired.skipped().isPresent()) {
            choice.skipped.put(id, wired.skipped().get());
            return;
        }
        choice.targets.add(id);
        choice.changes.addAll(wired.changes());
        choice.checks.addAll(wired.checks());
        if (!wired.environment().isEmpty()) {
            choice.environments.put(id, wired.environment());
        }
        if (wired.changes().stream().anyMatch(Change.JsonEdit.class::isInstance)
                || wired.changes().stream().anyMatch(Change.TomlEdit.class::isInstance)) {
            choice.inFiles.add(id);
        }
        choice.wired.put(id, how(wired));
        adapter.lost().forEach(lost -> choice.notes.add(note(adapter, lost)));
    }

    private static String note(ProviderAdapter adapter, LostFeature lost) {
        return adapter.displayName() + ": " + lost.feature()
                + lost.condition().map(condition -> " (" + condition + ")").orElse("")
                + lost.restoredBy().map(by -> ", back with " + by).orElse("");
    }

    private static String how(Wired wired) {
        Set<String> places = new LinkedHashSet<>();
        for (Change change : wired.changes()) {
            io.headroom.deploy.surface.Surface.of(change)
                    .path()
                    .map(Path::toString)
                    .ifPresent(places::add);
        }
        places.addAll(wired.environment().keySet());
        return String.join(", ", places);
    }

    /** What an adapter answers in time, or nothing with the reason. */
    private <T> Optional<T> guarded(
            ProviderAdapter adapter, ApplyRequest request, Choice choice, Supplier<T> question) {
        FutureTask<T> task = new FutureTask<>(question::get);
        Thread thread = new Thread(task, "headroom-adapter-" + adapter.id());
        thread.setDaemon(true);
        thread.start();
        String reason;
        try {
            return Optional.of(task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException hangs) {
            reason = "its plugin did not answer within " + PATIENCE.toSeconds() + " s";
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            reason = "its plugin failed: " + (cause.getMessage() == null ? cause.toString() : cause.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reason = "interrupted";
        }
        choice.skipped.put(adapter.id(), reason);
        if (request.providers() == ApplyRequest.Providers.MANUAL) {
            refuse(choice, adapter.id() + " cannot be wired: " + reason + ".");
        }
        return Optional.empty();
    }
}

package io.headroom.compress.store;

import io.headroom.api.original.Original;
import io.headroom.api.original.OriginalStore;
import io.headroom.compress.retrieve.PartedOriginals;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The originals of another store, read in pieces of a few characters however short they are. */
final class PiecedOriginals implements OriginalStore, PartedOriginals {
    private final OriginalStore originals;
    private final int piece;
    private final Map<String, FoldedOriginal> pieces = new HashMap<>();

    PiecedOriginals(OriginalStore originals, int piece) {
        this.originals = originals;
        this.piece = piece;
    }

    @Override
    public Optional<PartedOriginal> findParts(String id) {
        if (!(originals.find(id) instanceof Found found)) {
            return Optional.empty();
        }
        Original original = found.original();
        FoldedOriginal folded =
                pieces.computeIfAbsent(id, key -> FoldedOriginal.inPieces(original.hash(), original.text(), piece));
        return folded.index()
                .flatMap(index -> FoldedText.of(original.hash(), folded.deflated(), index))
                .map(text -> new PartedOriginal(id, original.tool(), found.created(), text));
    }

    @Override
    public Optional<byte[]> key() {
        return originals.key();
    }

    @Override
    public String tenant() {
        return originals.tenant();
    }

    @Override
    public Set<String> keep(Collection<Original> kept, Duration limit) {
        return originals.keep(kept, limit);
    }

    @Override
    public Lookup find(String id) {
        return originals.find(id);
    }

    @Override
    public Stats stats() {
        return originals.stats();
    }

    @Override
    public Optional<String> trouble() {
        return originals.trouble();
    }

    @Override
    public void close() {
        originals.close();
    }
}

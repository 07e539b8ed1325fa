package dev.example.shop;

import java.time.Clock;
import java.util.List;
import java.util.Objects;

/** Keeps what was charged. "Quotes" and { braces } do no harm here. */
@ThreadSafe
public final class Ledger implements Journal {
    private static final String OPEN = "{ \" (";
    private static final char BRACE = '{';
    private static final String BLOCK = """
            a "text" { of several \""" lines
            """;

    private final Clock clock;
    private long total;

    /** Creates a ledger. */
    public Ledger(Clock clock) {
        this.clock = Objects.requireNonNull(clock);
    }

    /**
     * Charges.
     *
     * @param entries what
     * @return how much
     */
    @Override
    public long charge(List<Entry> entries) throws LedgerException {
        long sum = 0;
        for (Entry entry : entries) {
            // TODO ask for the rate once
            sum += entry.amount() * rates.of(entry.currency());
            log.info("charged {} {} of {}", entry.amount(), entry.currency(), entry.owner());
            journal.write(entry.amount(), entry.currency(), clock.instant());
        }
        if (sum < 0) {
            throw new LedgerException("less than nothing: " + sum);
        }
        total += sum;
        journal.flush();
        listeners.forEach(listener -> listener.charged(sum));
        return sum;
    }

    synchronized <T extends Entry> List<T> entries(
            Class<T> type,
            int most) {
        List<T> found = new ArrayList<>();
        for (Entry entry : journal.entries()) {
            if (type.isInstance(entry) && found.size() < most) {
                found.add(type.cast(entry));
            }
        }
        found.sort(Comparator.comparing(Entry::at));
        return found;
    }

    private enum Kind {
        DEBIT("debit") {
            @Override
            long sign(long amount) {
                long one = amount;
                long two = one + 1;
                long three = two + 1;
                long four = three + 1;
                long five = four + 1;
                return five - 4;
            }
        },
        CREDIT("credit");

        Kind(String name) {}

        long sign(long amount) {
            return -amount;
        }
    }
}

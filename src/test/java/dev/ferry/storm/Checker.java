package dev.ferry.storm;

import java.util.ArrayList;
import java.util.List;

/** Judges a storm. Pure: what it is given is all that it knows. */
final class Checker {
    private Checker() {}

    static List<Violation> check(Evidence evidence) {
        Ledger ledger = Ledger.of(evidence.journal());
        List<Violation> found = new ArrayList<>();
        found.addAll(Lost.in(evidence, ledger));
        found.addAll(Doubled.in(evidence, ledger));
        found.addAll(LeftBehind.in(evidence, ledger));
        found.addAll(Lying.in(evidence, ledger));
        return List.copyOf(found);
    }
}

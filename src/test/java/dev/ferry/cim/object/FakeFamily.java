package dev.ferry.cim.object;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.value.ObjectPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rows in memory, in the order of their keys. It counts what is read of it, and fails when it is told to. */
public final class FakeFamily<R> implements Family<R> {
    public final NavigableMap<String, R> rows = new TreeMap<>();
    final List<Wanted> asked = new ArrayList<>();
    Predicate<ObjectPath> endless = _ -> false;
    int calls;
    int rowsRead;
    int longestPage;
    int failsAtCall;

    private final Function<R, String> key;
    private final BiPredicate<R, ObjectPath> concerns;

    public FakeFamily(Function<R, String> key, BiPredicate<R, ObjectPath> concerns) {
        this.key = key;
        this.concerns = concerns;
    }

    @Override
    public List<R> page(Scope scope, Wanted wanted, String after, int limit) throws CimFailure {
        call();
        asked.add(wanted);
        List<R> page = rows.tailMap(after, false).entrySet().stream()
                .filter(entry -> wanted.id() == null || entry.getKey().equalsIgnoreCase(wanted.id()))
                .filter(entry -> wanted.name() == null || isNamed(entry.getKey(), wanted.name()))
                .limit(limit)
                .map(Map.Entry::getValue)
                .toList();
        rowsRead += page.size();
        longestPage = Math.max(longestPage, page.size());
        return page;
    }

    @Override
    public String key(R row) {
        return key.apply(row);
    }

    /** In the reverse of their order, as nobody has promised any. */
    @Override
    public Optional<List<R>> concernedBy(Scope scope, ObjectPath path) throws CimFailure {
        call();
        if (endless.test(path)) {
            return Optional.empty();
        }
        List<R> concerned = new ArrayList<>(
                rows.values().stream().filter(row -> concerns.test(row, path)).toList());
        Collections.reverse(concerned);
        rowsRead += concerned.size();
        return Optional.of(concerned);
    }

    private void call() throws CimFailure {
        if (++calls == failsAtCall) {
            throw new CimFailure(CimStatus.FAILED, "call " + calls + " fails");
        }
    }

    /** As rows of this toy are named. */
    private static boolean isNamed(String key, String pattern) {
        String regex = Stream.of(pattern.split(""))
                .map(c -> c.equals("*") ? ".*" : c.equals("?") ? "." : Pattern.quote(c))
                .reduce("(?i)", String::concat);
        return ("Name of " + key).matches(regex);
    }
}

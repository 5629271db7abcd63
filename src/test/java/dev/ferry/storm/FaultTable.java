package dev.ferry.storm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was measured, fault by fault, as a table for docs/internals/testing.md. */
final class FaultTable {
    private final Map<Fault, List<FaultRuns.Run>> runs = new TreeMap<>();
    private final Map<Fault, Integer> violations = new TreeMap<>();

    void add(FaultRuns.Run run) {
        runs.computeIfAbsent(run.fault(), _ -> new ArrayList<>()).add(run);
    }

    void violations(Fault fault, int count) {
        violations.put(fault, count);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static String medianAndMost(List<Double> values) {
        return "%.1f | %.1f"
                .formatted(
                        median(values),
                        values.stream().mapToDouble(v -> v).max().orElse(0));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("""
                | fault | runs | bytes move again after, s: median | max | read again, MiB: median | max | violations |
                | --- | --- | --- | --- | --- | --- | --- |
                """);
        runs.forEach((fault, all) -> text.append("| %s | %d | %s | %s | %s |%n"
                .formatted(
                        fault.word(),
                        all.size(),
                        medianAndMost(all.stream()
                                .map(run -> run.movedMillis() / 1000.0)
                                .toList()),
                        medianAndMost(all.stream()
                                .map(run -> run.againBytes() / 1048576.0)
                                .toList()),
                        violations.containsKey(fault) ? violations.get(fault).toString() : "?")));
        return text.toString();
    }
}

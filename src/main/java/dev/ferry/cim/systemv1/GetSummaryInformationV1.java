package dev.ferry.cim.systemv1;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.method.Method;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.object.Family;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.object.Wanted;
import dev.ferry.cim.system.SystemEntry;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.JobId;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.system.VirtualSystem.Realized;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * GetSummaryInformation: one summary for each setting that is named, in their order, or for every system when none is. What cannot be
 * found has a summary with an empty name, so that the answer is as long as the question.
 */
public final class GetSummaryInformationV1 implements Method {
    private static final int PAGE = 200;

    private final Family<SystemEntry> systems;
    private final Tasks tasks;
    private final int summariesMax;

    /** The instances that stand for a job, in the namespace that is asked. */
    @FunctionalInterface
    public interface Tasks {
        List<CimInstance> of(JobId job, Scope scope) throws CimFailure;
    }

    /** {@code summariesMax} bounds one answer: it is put together in memory. */
    public GetSummaryInformationV1(Family<SystemEntry> systems, Tasks tasks, int summariesMax) {
        this.systems = systems;
        this.tasks = tasks;
        this.summariesMax = summariesMax;
    }

    @Override
    public Returned call(Invocation invocation) throws CimFailure {
        SummaryV1 summary = new SummaryV1(invocation.scope(), tasks, requested(invocation));
        List<CimValue> named = elements(invocation.value("SettingData"));
        if (named.size() > summariesMax) {
            return tooMany();
        }
        List<String> texts =
                named.isEmpty() ? all(invocation.scope(), summary) : named(named, invocation.scope(), summary);
        return texts.size() > summariesMax
                ? tooMany()
                : Returned.completed().with("SummaryInformation", CimValue.strings(texts));
    }

    /** Stops when there are more than may be told. */
    private List<String> all(Scope scope, SummaryV1 summary) throws CimFailure {
        List<String> texts = new ArrayList<>();
        List<SystemEntry> page = systems.page(scope, Wanted.ALL, "", PAGE);
        while (!page.isEmpty() && texts.size() <= summariesMax) {
            for (SystemEntry entry : page) {
                if (entry.row().state() instanceof Realized system) {
                    texts.add(summary.of(entry, Configuration.current(system)));
                }
            }
            page = systems.page(scope, Wanted.ALL, systems.key(page.getLast()), PAGE);
        }
        return texts;
    }

    private List<String> named(List<CimValue> named, Scope scope, SummaryV1 summary) throws CimFailure {
        List<String> texts = new ArrayList<>();
        for (CimValue one : named) {
            texts.add(one instanceof CimValue.Reference(var path) ? named(path, scope, summary) : summary.ofNothing());
        }
        return texts;
    }

    private String named(ObjectPath path, Scope scope, SummaryV1 summary) throws CimFailure {
        Optional<List<SystemEntry>> concerned = systems.concernedBy(scope, path);
        for (SystemEntry entry : concerned.orElse(List.of())) {
            if (entry.row().state() instanceof Realized system) {
                for (Configuration one : Configuration.all(system)) {
                    if (PathsV1.settings(scope, one.owner()).isSameAs(path)) {
                        return summary.of(entry, one);
                    }
                }
            }
        }
        return summary.ofNothing();
    }

    private Returned tooMany() {
        return Returned.refused(new Refusal(
                ReturnCode.OUT_OF_MEMORY,
                "one answer has at most " + summariesMax + " summaries, and more were asked for",
                "name the systems in SettingData, fewer at a time"));
    }

    private static Set<Long> requested(Invocation invocation) {
        return elements(invocation.value("RequestedInformation")).stream()
                .filter(CimValue.Whole.class::isInstance)
                .map(code -> ((CimValue.Whole) code).number().longValue())
                .collect(Collectors.toSet());
    }

    private static List<CimValue> elements(CimValue value) {
        return value instanceof CimValue.Array(var _, var elements) ? elements : List.of();
    }
}

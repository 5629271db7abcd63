package dev.ferry.cim.system;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.method.Method;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.object.Wanted;
import dev.ferry.cim.text.EmbeddedText;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.Names;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.system.Reservation;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.volume.VolumePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Msvm_VirtualSystemManagementService.GetSummaryInformation of v2 and the cluster: an entry for each of the settings that were named, in
 * their order, with an empty Name where there is nothing of that name; without any named, one for each system.
 */
public final class GetSummaryInformation implements Method {
    private static final int PAGE = 500;

    private final SystemRows rows;
    private final SummaryRendering rendering;
    private final RunningTasks tasks;
    private final int summariesMax;

    /** {@code summariesMax} bounds one answer: it is put together in memory. */
    public GetSummaryInformation(
            SystemRows rows, Function<VolumePath, String> files, RunningTasks tasks, int summariesMax) {
        this.rows = rows;
        this.rendering = new SummaryRendering(new SettingsRendering(files));
        this.tasks = tasks;
        this.summariesMax = summariesMax;
    }

    @Override
    public Returned call(Invocation invocation) throws CimFailure {
        SummaryRequest request = request(invocation.value("RequestedInformation"));
        List<CimValue> named =
                invocation.value("SettingData") instanceof CimValue.Array(var _, var given) ? given : null;
        boolean isTooMuch = named != null && named.size() > summariesMax;
        List<String> texts = isTooMuch
                ? List.of()
                : named == null ? ofAll(request, invocation.scope()) : ofNamed(named, request, invocation.scope());
        return isTooMuch || texts.size() > summariesMax
                ? tooMany()
                : Returned.completed().with("SummaryInformation", CimValue.strings(texts));
    }

    private Returned tooMany() {
        return Returned.refused(new Refusal(
                ReturnCode.OUT_OF_MEMORY,
                "one answer has at most " + summariesMax + " summaries, and more were asked for",
                "name the systems in SettingData, fewer at a time, or enumerate " + SummaryRendering.CLASS));
    }

    private static SummaryRequest request(CimValue codes) {
        TreeSet<Integer> all = new TreeSet<>();
        if (codes instanceof CimValue.Array(var _, var elements)) {
            for (CimValue element : elements) {
                if (element instanceof CimValue.Whole(var _, var number) && number.bitLength() < Integer.SIZE) {
                    all.add(number.intValue());
                }
            }
        }
        return new SummaryRequest(all);
    }

    /** Stops when there are more than may be told. */
    private List<String> ofAll(SummaryRequest request, Scope scope) throws CimFailure {
        List<String> texts = new ArrayList<>();
        List<SystemEntry> page = rows.page(scope, Wanted.ALL, "", PAGE);
        while (!page.isEmpty() && texts.size() <= summariesMax) {
            for (SystemEntry entry : page) {
                if (entry.row().state() instanceof Realized system) {
                    texts.add(EmbeddedText.write(ofSystem(system, entry, request, scope), scope.schema()));
                }
            }
            page = page.size() < PAGE ? List.of() : rows.page(scope, Wanted.ALL, rows.key(page.getLast()), PAGE);
        }
        return texts;
    }

    private List<String> ofNamed(List<CimValue> named, SummaryRequest request, Scope scope) throws CimFailure {
        // Who asks for a system and all its snapshots names the same system again and again.
        Map<String, Optional<SystemEntry>> known = new HashMap<>();
        List<String> texts = new ArrayList<>();
        for (CimValue one : named) {
            String id = one instanceof CimValue.Reference(var path) ? instanceId(path) : "";
            Optional<SystemEntry> entry = known.get(id);
            if (entry == null) {
                entry = rows.known(id);
                known.put(id, entry);
            }
            CimInstance summary = entry.isEmpty()
                    ? unknown(scope)
                    : ofNamed(id, entry.get(), request, scope).orElseGet(() -> unknown(scope));
            texts.add(EmbeddedText.write(summary, scope.schema()));
        }
        return texts;
    }

    private static String instanceId(ObjectPath path) {
        return switch (path.keys()) {
            case ObjectPath.Keys.None _, ObjectPath.Keys.Singleton _ -> "";
            case ObjectPath.Keys.Unnamed(var value) -> value.text();
            case ObjectPath.Keys.Named _ -> path.key(SystemPaths.INSTANCE_ID).text();
        };
    }

    private Optional<CimInstance> ofNamed(String id, SystemEntry entry, SummaryRequest request, Scope scope)
            throws CimFailure {
        for (Configuration configuration : Configuration.all(entry)) {
            if (Names.same(id, InstanceIds.settings(configuration.owner()))) {
                return Optional.of(
                        !configuration.isSnapshot() && entry.row().state() instanceof Realized system
                                ? ofSystem(system, entry, request, scope)
                                : request.ofSnapshot(SummaryRendering.general(configuration, scope)
                                        .embedded()));
            }
        }
        return Optional.empty();
    }

    private CimInstance ofSystem(Realized system, SystemEntry entry, SummaryRequest request, Scope scope)
            throws CimFailure {
        CimInstance all =
                rendering.system(system, entry.seat(), scope).getFirst().embedded();
        Reservation held = system.reservation();
        if (request.wantsTasks()) {
            List<String> running =
                    held == null ? List.of() : tasks.of(held.order().id(), scope);
            all = all.with("AsynchronousTasks", CimValue.strings(running));
        }
        return request.ofSystem(all);
    }

    private static CimInstance unknown(Scope scope) {
        return scope.make(SummaryRendering.CLASS).set("Name", "").embedded();
    }
}

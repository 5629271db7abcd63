package dev.ferry.cim.system;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.Waiting;
import dev.ferry.cim.object.Family;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.object.Wanted;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.VirtualSystem.Absent;
import dev.ferry.model.system.VirtualSystem.Drafted;
import dev.ferry.model.system.VirtualSystem.Planned;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.service.SystemQuery;
import dev.ferry.service.SystemService;
import dev.ferry.view.SystemKey;
import dev.ferry.view.SystemRow;
import dev.ferry.view.Views;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Systems by name. A path that has the id of a system, or of a snapshot, finds its system wherever that is. */
public final class SystemRows implements Family<SystemEntry> {
    private static final Comparator<SystemKey> BY_NAME = Comparator.comparing(SystemKey::nameFolded)
            .thenComparing(key -> key.id().value());

    /** A key begins with an id, which is always so long, and a blank. */
    private static final int ID_LENGTH = 36;

    private final SystemSource systems;

    public SystemRows(SystemService systems) {
        this(SystemSource.of(systems));
    }

    SystemRows(SystemSource systems) {
        this.systems = systems;
    }

    @Override
    public List<SystemEntry> page(Scope scope, Wanted wanted, String after, int limit) throws CimFailure {
        SystemKey last = after.isEmpty() ? null : keyOf(after);
        if (wanted.id() != null) {
            return known(wanted.id())
                    .filter(entry -> last == null || BY_NAME.compare(entry.row().key(), last) > 0)
                    .filter(entry -> !scope.isNarrowed() || isAt(scope.node(), entry))
                    .stream()
                    .toList();
        }
        SystemQuery query = new SystemQuery(wanted.name(), null, scope.isNarrowed() ? scope.node() : null);
        return Waiting.read(systems.list(query, Math.min(limit, Views.PAGE_MAX), last)).stream()
                .map(this::entry)
                .toList();
    }

    @Override
    public String key(SystemEntry entry) {
        SystemKey key = entry.row().key();
        return key.id() + " " + key.nameFolded();
    }

    private static SystemKey keyOf(String text) {
        return new SystemKey(text.substring(ID_LENGTH + 1), new SystemId(text.substring(0, ID_LENGTH)));
    }

    /** A path without any id says nothing about which system it concerns: it may be the host's. */
    @Override
    public Optional<List<SystemEntry>> concernedBy(Scope scope, ObjectPath path) throws CimFailure {
        Set<String> guids = new TreeSet<>();
        collect(path, guids);
        if (guids.isEmpty()) {
            return Optional.empty();
        }
        Map<SystemId, SystemEntry> concerned = new LinkedHashMap<>();
        for (String guid : guids) {
            known(guid).ifPresent(entry -> concerned.put(entry.row().id(), entry));
        }
        return Optional.of(new ArrayList<>(concerned.values()));
    }

    /** By the first GUID in the text, which is a system's or a snapshot's. */
    Optional<SystemEntry> known(String text) throws CimFailure {
        Optional<String> guid = InstanceIds.firstGuid(text);
        return guid.isEmpty()
                ? Optional.empty()
                : Waiting.read(systems.bearing(guid.get())).map(this::entry);
    }

    /** All links of a system, and most of their ends, are of that one row. */
    @Override
    public Family<SystemEntry> forOneQuestion() {
        return new SystemRows(new SeenSystems(systems));
    }

    private static void collect(ObjectPath path, Set<String> guids) {
        switch (path.keys()) {
            case ObjectPath.Keys.None _, ObjectPath.Keys.Singleton _ -> {}
            case ObjectPath.Keys.Unnamed(var value) -> collect(value, guids);
            case ObjectPath.Keys.Named(var named) -> named.values().forEach(key -> collect(key.value(), guids));
        }
    }

    private static void collect(CimValue value, Set<String> guids) {
        if (value instanceof CimValue.Reference(var path)) {
            collect(path, guids);
        } else {
            InstanceIds.firstGuid(value.text()).ifPresent(guids::add);
        }
    }

    private static boolean isAt(String node, SystemEntry entry) {
        return entry.seat() != null && entry.seat().node().equals(node);
    }

    private SystemEntry entry(SystemRow row) {
        return switch (row.state()) {
            case Realized realized -> new SystemEntry(row, systems.seat(realized));
            // It has no files, and so cannot be lost: it is where its definition was read.
            case Drafted drafted ->
                new SystemEntry(
                        row, new SystemService.Seat(drafted.planned().origin().node(), "", null));
            case Planned _, Absent _ -> new SystemEntry(row, null);
        };
    }
}

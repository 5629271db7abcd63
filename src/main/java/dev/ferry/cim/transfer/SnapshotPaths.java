package dev.ferry.cim.transfer;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.system.InstanceIds;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.Names;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.Outcome;
import dev.ferry.model.SnapshotId;
import java.util.Locale;

/** SnapshotVirtualSystem: the path of a snapshot's settings, as text in a property. */
final class SnapshotPaths {
    private static final String CLASS = "Msvm_VirtualSystemSettingData";

    private SnapshotPaths() {}

    static Outcome<SnapshotId> snapshot(String text) {
        if (text.isEmpty()) {
            return refused("one snapshot is to be exported, but SnapshotVirtualSystem names none");
        }
        try {
            ObjectPath path = ObjectPath.parse(text);
            String id = instanceId(path);
            boolean names = Names.same(path.className(), CLASS)
                    && InstanceIds.firstGuid(id)
                            .map(InstanceIds::settings)
                            .filter(whole -> whole.toUpperCase(Locale.ROOT).equals(id.toUpperCase(Locale.ROOT)))
                            .isPresent();
            return names
                    ? Outcome.ok(new SnapshotId(InstanceIds.firstGuid(id).orElseThrow()))
                    : refused("SnapshotVirtualSystem is " + CimFailure.quoted(text) + ", which names no snapshot");
        } catch (CimFailure e) {
            return refused("SnapshotVirtualSystem is not a path: " + e.getMessage());
        }
    }

    private static String instanceId(ObjectPath path) {
        CimValue id = path.keys() instanceof ObjectPath.Keys.Unnamed(var value) ? value : path.key("InstanceID");
        return id.text();
    }

    private static Outcome<SnapshotId> refused(String sentence) {
        return Outcome.refused(Sent.invalid(sentence, "give the path of the snapshot's " + CLASS));
    }
}

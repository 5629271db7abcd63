package dev.ferry.service;

import dev.ferry.actor.copy.Chore;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.PlannedSystem;
import dev.ferry.model.transfer.PlannedInventory;
import dev.ferry.model.transfer.PlannedInventory.FoundDrive;
import dev.ferry.model.transfer.PlannedInventory.Part;
import dev.ferry.model.transfer.PlannedInventory.Trouble;
import dev.ferry.view.SystemFilter;
import dev.ferry.view.SystemOwner;
import dev.ferry.view.Views;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What is around a planned system: its files, as the node finds them that read it, and the other systems, as they are listed. */
final class PlannedSurroundings {
    private static final int NAMESAKES_MAX = 100;

    private final Desk desk;

    PlannedSurroundings(Desk desk) {
        this.desk = desk;
    }

    CompletionStage<Outcome<PlannedInventory>> of(SystemId id, PlannedSystem planned) {
        return Desk.then(
                desk.chore(planned.origin().node(), new Chore.LookForPlanned(id, planned), Chore.PlannedFound.class),
                found -> desk.read(() -> amongOthers(id, planned, found.inventory())));
    }

    private PlannedInventory amongOthers(SystemId id, PlannedSystem planned, PlannedInventory found) {
        return new PlannedInventory(
                owned(id, found.system()),
                found.snapshots().stream().map(part -> owned(id, part)).toList(),
                found.home(),
                found.homeTrouble(),
                found.networks(),
                namesakes(desk.views(), id, planned.name()));
    }

    private static List<String> namesakes(Views views, SystemId id, String name) {
        return views.systems(new SystemFilter(name, null, null), NAMESAKES_MAX, null).stream()
                .filter(row -> !row.id().equals(id) && row.name().equalsIgnoreCase(name))
                .map(row -> row.id().value())
                .toList();
    }

    /** A hard disk belongs to one system; a disc may be in the drives of many. */
    private Part owned(SystemId id, Part part) {
        return new Part(
                part.of(),
                part.definition(),
                part.drives().stream().map(drive -> owned(id, drive)).toList(),
                part.runtime());
    }

    private FoundDrive owned(SystemId id, FoundDrive drive) {
        if (drive.file() == null || drive.kind() != DriveKind.HARD_DISK) {
            return drive;
        }
        return desk.views()
                .ownerOf(drive.file().path().volumeKey(), drive.file().path().path())
                .filter(owner -> !owner.system().equals(id))
                .map(owner -> new FoundDrive(
                        drive.address(),
                        drive.kind(),
                        drive.path(),
                        null,
                        0,
                        new Trouble(Trouble.Sort.IN_USE, belongsTo(drive, owner))))
                .orElse(drive);
    }

    private static Refusal belongsTo(FoundDrive drive, SystemOwner owner) {
        return new Refusal(
                ReturnCode.IN_USE,
                drive.file().path() + " belongs to the system '" + owner.systemName() + "' (" + owner.system() + ")",
                "set the path of another file (ModifyResourceSettings, HostResource), or remove the drive");
    }
}

package dev.ferry.actor.hands;

import dev.ferry.actor.system.PlannedCommand;
import dev.ferry.actor.volume.VolumeEntity;
import dev.ferry.model.JobId;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.volume.Volume;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.model.volume.VolumeRules;
import dev.ferry.storage.StorageException;
import java.util.List;

/** What a step asks of the entities. Each call waits for the answer; a refusal, or none, is a {@link StorageException}. */
public interface EntityDesk {
    VolumeEntity.TakeReply take(String volumeKey, VolumeRules.Wish wish) throws StorageException;

    void settle(String volumeKey, JobId job) throws StorageException;

    void abandon(String volumeKey, JobId job) throws StorageException;

    void disown(String volumeKey, SystemId system) throws StorageException;

    void disown(String volumeKey, SystemId system, List<VolumePath> places) throws StorageException;

    Volume promises(String volumeKey) throws StorageException;

    void realize(SystemId system, SystemEvent.SystemRealized wanted) throws StorageException;

    void relocate(SystemId system, SystemEvent.SystemMoved wanted) throws StorageException;

    void equip(SystemId system, JobId job, SystemSettings settings) throws StorageException;

    /** Returns when the definition files of the system say what it is. */
    void describe(SystemId system) throws StorageException;

    void plan(SystemId system, PlannedCommand asked) throws StorageException;

    void forget(SystemId system, JobId job) throws StorageException;

    /** Returns when the lists show the system as it is now. */
    void awaitView(SystemId system) throws StorageException;
}

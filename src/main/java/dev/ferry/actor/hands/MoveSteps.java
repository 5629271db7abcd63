package dev.ferry.actor.hands;

import dev.ferry.actor.copy.StorageNode;
import dev.ferry.model.job.Action;
import dev.ferry.model.job.StepFacts;
import dev.ferry.model.transfer.FileStamp;
import dev.ferry.model.transfer.SourceFile;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.FileFacts;
import dev.ferry.storage.Staging;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes away what a moved system leaves at its old place. */
final class MoveSteps {
    private final NodeVolumes volumes;

    MoveSteps(NodeVolumes volumes) {
        this.volumes = volumes;
    }

    /**
     * Each file goes by a rename into the job's own folder, and is compared there: so a file that somebody put into its place
     * in the last moment is seen, and given back.
     */
    StepFacts removeSources(StorageNode.Task task, Action.RemoveSources remove) throws StorageException {
        List<String> left = new ArrayList<>();
        for (int i = 0; i < remove.files().size(); i++) {
            SourceFile file = remove.files().get(i);
            Staging staging = volumes.staging(file.path(), task.job().value());
            staging.open();
            if (!isRemoved(staging, file, staging.path("removed-" + i))) {
                left.add(file.path() + " was left where it is: it is not the file that was moved");
            }
        }
        for (VolumePath folder : remove.folders()) {
            Volume volume = volumes.writable(folder);
            if (volume.stat(folder.path()).isPresent() && volume.removeFolderIfEmpty(folder.path())) {
                volume.syncFolder(folder.parent().path());
            }
        }
        return new StepFacts(0, List.of(), null, left);
    }

    /** Also true when there is nothing any more. */
    private static boolean isRemoved(Staging staging, SourceFile file, String aside) throws StorageException {
        Volume volume = staging.volume();
        String path = file.path().path();
        Optional<FileFacts> staged = volume.stat(aside);
        if (staged.isEmpty()) {
            Optional<FileFacts> there = volume.stat(path);
            if (there.isEmpty()) {
                return true;
            }
            if (!isSame(there.get(), file.stamp())) {
                return false;
            }
            volume.renameNoReplace(path, aside);
            staged = volume.stat(aside);
        }
        if (staged.isPresent() && !isSame(staged.get(), file.stamp())) {
            volume.renameNoReplace(aside, path);
            return false;
        }
        volume.syncFolder(file.path().parent().path());
        volume.remove(aside);
        return true;
    }

    private static boolean isSame(FileFacts facts, FileStamp stamp) {
        return facts.isRegular()
                && facts.stamp().inode() == stamp.inode()
                && facts.stamp().sizeBytes() == stamp.sizeBytes();
    }
}

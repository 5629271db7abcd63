package dev.ferry.actor.hands;

import dev.ferry.actor.copy.StorageNode;
import dev.ferry.model.job.Action;
import dev.ferry.model.job.StepFacts;
import dev.ferry.model.transfer.FileStamp;
import dev.ferry.model.transfer.SourceFile;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.FileFacts;
import dev.ferry.storage.Landing;
import dev.ferry.storage.Staging;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.VersionedFile;
import dev.ferry.storage.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes away what a moved system leaves at its old place. */
final class MoveSteps {
    private static final String DEFINITION = ".xml";

    private final NodeVolumes volumes;

    MoveSteps(NodeVolumes volumes) {
        this.volumes = volumes;
    }

    /**
     * The files of one volume, each by way of the job's own folder, where it is compared: a file that somebody put into its
     * place in the last moment is seen, and given back.
     */
    StepFacts removeSources(StorageNode.Task task, Action.RemoveSources remove) throws StorageException {
        List<SourceFile> files = remove.files();
        Staging staging = volumes.staging(files.getFirst().path(), task.job().value());
        staging.open();
        forget(staging.volume(), files);
        List<String> left = new ArrayList<>();
        Landing landing = Landing.open(
                staging,
                task.attempt().epoch(),
                files.stream().map(file -> file.path().path()).toList());
        for (int i = 0; i < files.size(); i++) {
            Optional<FileFacts> facts =
                    staging.volume().stat(files.get(i).path().path());
            boolean gone =
                    facts.isEmpty() || (isSame(facts.get(), files.get(i).stamp()) && landing.remove(i, facts.get()));
            if (!gone) {
                left.add(files.get(i).path() + " was left where it is: it is not the file that was moved");
            }
        }
        landing.close();
        removeFolders(staging.volume(), remove.folders());
        return new StepFacts(0, List.of(), null, left);
    }

    /** No definition that was prepared for the old place can come there any more. */
    private static void forget(Volume volume, List<SourceFile> files) throws StorageException {
        for (SourceFile file : files) {
            String name = file.path().fileName();
            if (name.endsWith(DEFINITION)) {
                new VersionedFile(volume, name.substring(0, name.length() - DEFINITION.length())).forget();
            }
        }
    }

    private static void removeFolders(Volume volume, List<VolumePath> folders) throws StorageException {
        for (VolumePath folder : folders) {
            if (volume.stat(folder.path()).isPresent() && volume.removeFolderIfEmpty(folder.path())) {
                volume.syncFolder(folder.parent().path());
            }
        }
    }

    private static boolean isSame(FileFacts facts, FileStamp stamp) {
        return facts.isRegular()
                && facts.stamp().inode() == stamp.inode()
                && facts.stamp().sizeBytes() == stamp.sizeBytes();
    }
}

package dev.ferry.actor.hands;

import dev.ferry.actor.Answer;
import dev.ferry.actor.copy.StorageNode;
import dev.ferry.actor.volume.VolumeEntity;
import dev.ferry.model.JobId;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.job.Action;
import dev.ferry.model.job.StepFacts;
import dev.ferry.model.volume.Claim;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.model.volume.VolumeRules;
import dev.ferry.storage.Room;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.Volume;
import java.util.List;

/** Takes what a job needs on a volume, with the room that is free there now; or the other name for the same export. */
final class ClaimSteps {
    private final NodeVolumes volumes;
    private final EntityDesk desk;

    ClaimSteps(NodeVolumes volumes, EntityDesk desk) {
        this.volumes = volumes;
        this.desk = desk;
    }

    StepFacts take(StorageNode.Task task, Action.TakeClaims take) throws StorageException {
        Volume volume = volumes.readable(take.claims().getFirst().path());
        Room room = volume.room();
        volumes.lease().require();
        VolumeEntity.TakeReply reply = desk.take(take.volumeKey(), wish(task, take, take.claims(), room));
        boolean other = reply.answer() instanceof Answer.Refused && take.alternative() != null;
        if (other) {
            List<Claim> moved = take.claims().stream()
                    .map(claim -> claim.path().equals(take.root())
                            ? new Claim(take.alternative(), claim.mode(), claim.tree())
                            : claim)
                    .toList();
            VolumeEntity.TakeReply second = desk.take(take.volumeKey(), wish(task, take, moved, room));
            reply = second.answer() instanceof Answer.Accepted ? second : reply;
        }
        if (reply.missingBytes() > 0) {
            throw StorageException.passing(
                    ReturnCode.FAILED,
                    "volume " + take.volumeKey() + " has no room: " + take.roomBytes() + " bytes are needed, "
                            + reply.missingBytes() + " are missing (" + room.freeBytes()
                            + " are free, and other jobs were promised some of them)",
                    "make room there, or cancel the job");
        }
        if (reply.answer() instanceof Answer.Refused(var refusal)) {
            throw StorageException.of(refusal.code(), refusal.message(), refusal.remedy());
        }
        return take.alternative() == null
                ? StepFacts.NONE
                : new StepFacts(0, List.of(), granted(task.job(), take), List.of());
    }

    private static VolumeRules.Wish wish(StorageNode.Task task, Action.TakeClaims take, List<Claim> claims, Room room) {
        return new VolumeRules.Wish(task.job(), task.system(), claims, take.roomBytes(), room.freeBytes());
    }

    /** Which of the two names the job has: an earlier try may have been answered and forgotten. */
    private VolumePath granted(JobId job, Action.TakeClaims take) throws StorageException {
        boolean other = desk.promises(take.volumeKey()).held().stream()
                .anyMatch(held -> job.equals(held.job()) && held.claim().path().equals(take.alternative()));
        return other ? take.alternative() : take.root();
    }
}

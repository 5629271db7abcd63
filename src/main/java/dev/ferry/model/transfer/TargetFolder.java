package dev.ferry.model.transfer;

import dev.ferry.model.volume.VolumePath;

/** A folder that a job would write to, and what is there already (null: nothing that is in the way). */
public record TargetFolder(VolumePath folder, Occupant occupant, long volumeTotalBytes) {
    /** Who wrote what is there; empty texts where nothing tells. */
    public record Occupant(String systemId, String systemName, String job, String createdAt) {
        public String text() {
            return systemName.isEmpty()
                    ? "files that no manifest explains"
                    : "an export of '" + systemName + "' written at " + createdAt + " by job " + job;
        }
    }
}

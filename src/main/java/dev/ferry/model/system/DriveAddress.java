package dev.ferry.model.system;

/** Where a drive hangs: the controller's kind and number, and the slot on it. Two drives never share one. */
public record DriveAddress(ControllerKind controller, int number, int slot) implements Comparable<DriveAddress> {
    /** The kinds of controller that a system can have, with how many of each and how many drives one takes. */
    public enum ControllerKind {
        IDE(2, 2),
        SCSI(4, 64),
        FLOPPY(1, 1);

        private final int controllers;
        private final int slots;

        ControllerKind(int controllers, int slots) {
            this.controllers = controllers;
            this.slots = slots;
        }

        public int controllers() {
            return controllers;
        }

        public int slots() {
            return slots;
        }
    }

    public DriveAddress {
        if (number < 0 || number >= controller.controllers()) {
            throw new IllegalArgumentException(controller + " controllers are numbered 0 to "
                    + (controller.controllers() - 1) + ", not " + number);
        }
        if (slot < 0 || slot >= controller.slots()) {
            throw new IllegalArgumentException(
                    "a " + controller + " controller has slots 0 to " + (controller.slots() - 1) + ", not " + slot);
        }
    }

    @Override
    public int compareTo(DriveAddress other) {
        int byKind = controller.compareTo(other.controller);
        int byNumber = byKind != 0 ? byKind : Integer.compare(number, other.number);
        return byNumber != 0 ? byNumber : Integer.compare(slot, other.slot);
    }

    @Override
    public String toString() {
        return controller + " " + number + ":" + slot;
    }
}

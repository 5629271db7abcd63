package dev.ferry.storage;

import java.util.ArrayList;
import java.util.List;

/** Makes folders one by one from the root, so that it is known which are new. */
final class FolderMaker {
    private FolderMaker() {}

    /** Says no, by a failure, right before something is made. */
    interface Permit {
        void give(String path) throws StorageException;
    }

    static List<String> make(Descriptor root, String path, Ownership ownership, Permit permit)
            throws PosixException, StorageException {
        List<String> made = new ArrayList<>();
        String sofar = "";
        for (String name : path.isEmpty() ? new String[0] : path.split("/", -1)) {
            String next = Names.join(sofar, name);
            if (makeOne(root, sofar, name, ownership, permit)) {
                made.add(next);
            }
            sofar = next;
        }
        return made;
    }

    private static boolean makeOne(Descriptor root, String parent, String name, Ownership ownership, Permit permit)
            throws PosixException, StorageException {
        try (Descriptor folder = Descriptor.beneath(root, parent, Posix.O_DIRECTORY, 0)) {
            boolean made = !exists(folder, name) && mkdir(folder, Names.join(parent, name), ownership, permit);
            // Opening it shows that it is a folder and no link, whoever made it.
            try (Descriptor opened = Descriptor.beneath(folder, name, Posix.O_DIRECTORY, 0)) {
                if (made) {
                    own(opened, ownership);
                    folder.posix().sync(folder.number());
                }
            }
            return made;
        }
    }

    private static boolean exists(Descriptor folder, String name) throws PosixException {
        try {
            folder.posix().factsAt(folder.number(), name);
            return true;
        } catch (PosixException e) {
            if (e.is(PosixException.ENOENT)) {
                return false;
            }
            throw e;
        }
    }

    private static boolean mkdir(Descriptor folder, String path, Ownership ownership, Permit permit)
            throws PosixException, StorageException {
        try {
            permit.give(path);
            folder.posix().makeFolder(folder.number(), Names.last(path), ownership.folderMode());
            return true;
        } catch (PosixException e) {
            if (e.is(PosixException.EEXIST)) {
                return false;
            }
            throw e;
        }
    }

    private static void own(Descriptor opened, Ownership ownership) throws PosixException {
        if (ownership.uid() >= 0 || ownership.gid() >= 0) {
            opened.posix().changeOwner(opened.number(), ownership.uid(), ownership.gid());
        }
        opened.posix().changeMode(opened.number(), ownership.folderMode());
    }
}

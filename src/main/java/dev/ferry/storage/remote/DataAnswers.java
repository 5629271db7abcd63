package dev.ferry.storage.remote;

import dev.ferry.model.transfer.FileStamp;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.ForeignHolder;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.VolumeFile;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Answers requests of one connection, on its thread. Each opens the file anew: nothing keeps a volume busy in between. */
final class DataAnswers {
    private static final String OWN_FOLDER = ".ferry";

    private final DataPort.Files files;
    private final int windowBytes;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(Wire.EXTENT_BYTES_MAX);
    private final byte[] bytes = new byte[Wire.EXTENT_BYTES_MAX];

    DataAnswers(DataPort.Files files, int windowBytes) {
        this.files = files;
        this.windowBytes = windowBytes;
    }

    void answer(Wire.Request request, DataOutputStream out) throws IOException {
        try (VolumeFile file = open(request.place())) {
            switch (request.wanted()) {
                case LOOK -> look(file, out);
                case MAP -> map(file, request, out);
                case READ -> read(file, request, out);
            }
            requireUnchanged(file, request);
            out.writeByte(Wire.END);
        } catch (StorageException e) {
            Wire.writeRefusal(out, e.refusal(), e.passing());
        }
    }

    private VolumeFile open(VolumePath place) throws StorageException {
        boolean own = place.path().equals(OWN_FOLDER) || place.path().startsWith(OWN_FOLDER + "/");
        if (own) {
            throw StorageException.invalid(
                    place + " is not for other nodes: the folder is Ferry's own", "name a file of a system");
        }
        return files.open(place);
    }

    private static void requireUnchanged(VolumeFile file, Wire.Request request) throws StorageException {
        boolean asked = request.wanted() != Wire.Wanted.LOOK;
        if (asked && !file.stamp().equals(request.stamp())) {
            throw StorageException.inUse(
                    request.place() + " has changed since it was looked at",
                    "stop what writes to it, then start again");
        }
    }

    private static void look(VolumeFile file, DataOutputStream out) throws IOException, StorageException {
        Optional<String> holder = ForeignHolder.holder(file);
        if (holder.isPresent()) {
            throw StorageException.inUse(
                    file.place() + " is held by " + holder.get(), "stop what holds it, then start again");
        }
        FileStamp stamp = file.stamp();
        out.writeByte(Wire.STAMP);
        Wire.writeStamp(out, stamp);
    }

    private static void map(VolumeFile file, Wire.Request request, DataOutputStream out)
            throws IOException, StorageException {
        long from = request.from();
        for (int i = 0; i < Wire.MAP_EXTENTS_MAX; i++) {
            long data = file.nextData(from);
            if (data < 0) {
                return;
            }
            long end = file.nextHole(data);
            out.writeByte(Wire.EXTENT);
            out.writeLong(data);
            out.writeLong(end - data);
            from = end;
        }
    }

    private void read(VolumeFile file, Wire.Request request, DataOutputStream out)
            throws IOException, StorageException {
        requireUnchanged(file, request);
        long end = Math.min(
                request.from() + Math.min(request.length(), windowBytes),
                request.stamp().sizeBytes());
        long at = request.from();
        while (at < end) {
            long data = file.nextData(at);
            if (data < 0 || data >= end) {
                return;
            }
            long stop = Math.min(end, file.nextHole(data));
            for (at = data; at < stop; ) {
                at += send(file, at, (int) Math.min(stop - at, buffer.capacity()), out);
            }
        }
    }

    private int send(VolumeFile file, long at, int length, DataOutputStream out) throws IOException, StorageException {
        buffer.clear().limit(length);
        file.read(buffer, at);
        if (buffer.hasRemaining()) {
            throw StorageException.inUse(
                    file.place() + " became shorter while it was read", "stop what writes to it, then start again");
        }
        buffer.flip().get(bytes, 0, length);
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        out.writeByte(Wire.DATA);
        out.writeLong(at);
        out.writeInt(length);
        out.writeInt((int) sum.getValue());
        out.write(bytes, 0, length);
        return length;
    }
}

package dev.ferry.format.disk;

import dev.ferry.format.FormatException;
import dev.ferry.format.vhdx.VhdxLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/**
 * Says what a disk file is. A format with a signature is told by its content, whatever the name says: a raw disk is
 * written by its guest, who could make it look like a qcow2 that names a file of the host. So a caller that gets
 * {@code extensionAgrees == false} must not open the file by its content.
 */
public final class DiskPeek {
    private static final int SIGNATURE_BYTES = 8;

    private DiskPeek() {}

    /** {@code fileName} gives the extension and is what errors call the file. Moves the channel's position. */
    public static DiskFacts peek(String fileName, SeekableByteChannel channel) throws IOException, FormatException {
        Bytes bytes = new Bytes(fileName, channel);
        Optional<DiskFormat> promised = DiskFormat.promisedBy(fileName);
        ByteBuffer start = bytes.contains(0, SIGNATURE_BYTES)
                ? bytes.read("signature", 0, SIGNATURE_BYTES, ByteOrder.BIG_ENDIAN)
                : ByteBuffer.allocate(SIGNATURE_BYTES);
        if (Long.reverseBytes(start.getLong(0)) == VhdxLayout.FILE_SIGNATURE) {
            return VhdxPeek.peek(bytes, agrees(promised, DiskFormat.VHDX));
        }
        if (start.getInt(0) == Qcow2Peek.SIGNATURE) {
            return Qcow2Peek.peek(bytes, agrees(promised, DiskFormat.QCOW2));
        }
        Optional<DiskFacts> vhd = VhdPeek.peek(bytes, agrees(promised, DiskFormat.VHD));
        return vhd.isPresent() ? vhd.get() : withoutSignature(promised, channel.size());
    }

    private static DiskFacts withoutSignature(Optional<DiskFormat> promised, long sizeBytes) {
        DiskFormat promise = promised.orElse(DiskFormat.RAW);
        DiskKind kind = promise == DiskFormat.ISO ? DiskKind.ISO : DiskKind.RAW;
        return new DiskFacts(kind, sizeBytes, kind.format() == promise, "", false, Optional.empty());
    }

    private static boolean agrees(Optional<DiskFormat> promised, DiskFormat found) {
        return promised.isEmpty() || promised.get() == found;
    }
}

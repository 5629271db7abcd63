package dev.ferry.storage.remote;

import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.transfer.FileStamp;
import dev.ferry.model.volume.VolumePath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What goes over the line. A request is its length, the version, what is wanted, the file, what the file must still be, and a
 * range. An answer is a row of frames, of which the last is END or REFUSED. Every length that is read is checked first.
 */
final class Wire {
    static final byte VERSION = 1;

    /** A request is a path and some numbers. */
    static final int REQUEST_BYTES_MAX = 16 << 10;

    /** Pieces of this size go over the line: small enough to be in memory many times. */
    static final int EXTENT_BYTES_MAX = 256 << 10;

    /** Extents told at once: 64 KiB of numbers. */
    static final int MAP_EXTENTS_MAX = 4096;

    private static final int TEXT_BYTES_MAX = 8 << 10;

    static final byte END = 'X';
    static final byte REFUSED = 'R';
    static final byte STAMP = 'S';
    static final byte EXTENT = 'E';
    static final byte DATA = 'D';

    private Wire() {}

    /** What a node may ask of another: what a file is, where it has data, and the data. */
    enum Wanted {
        LOOK((byte) 'L'),
        MAP((byte) 'M'),
        READ((byte) 'R');

        private final byte letter;

        Wanted(byte letter) {
            this.letter = letter;
        }

        private static Wanted of(byte letter) throws IOException {
            for (Wanted wanted : values()) {
                if (wanted.letter == letter) {
                    return wanted;
                }
            }
            throw new IOException("request " + letter + " does not exist");
        }
    }

    /** {@code stamp} is null only for a look. */
    record Request(Wanted wanted, VolumePath place, FileStamp stamp, long from, int length) {}

    static byte[] bytes(Request request) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(VERSION);
        out.writeByte(request.wanted().letter);
        writeText(out, request.place().volume());
        writeText(out, request.place().node());
        writeText(out, request.place().path());
        writeStamp(out, request.stamp() == null ? new FileStamp(0, 0, 0, 0) : request.stamp());
        out.writeLong(request.from());
        out.writeInt(request.length());
        return bytes.toByteArray();
    }

    /** Reads what a peer sent; whatever cannot be a request is an {@link IOException}. */
    static Request request(byte[] body) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
        byte version = in.readByte();
        if (version != VERSION) {
            throw new IOException("a request of version " + version + "; this build knows " + VERSION);
        }
        Wanted wanted = Wanted.of(in.readByte());
        VolumePath place;
        try {
            place = new VolumePath(text(in), text(in), text(in));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        FileStamp stamp = stamp(in);
        long from = in.readLong();
        int length = in.readInt();
        if (from < 0 || length < 0 || in.available() > 0) {
            throw new IOException("a request with a range that cannot be");
        }
        return new Request(wanted, place, stamp, from, length);
    }

    /** The body of the next request; empty when the peer has nothing more to ask. */
    static Optional<byte[]> nextRequest(DataInputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
        if (length <= 0 || length > REQUEST_BYTES_MAX) {
            throw new IOException("a request of " + Integer.toUnsignedLong(length) + " bytes");
        }
        byte[] body = new byte[length];
        in.readFully(body);
        return Optional.of(body);
    }

    static void writeStamp(DataOutputStream out, FileStamp stamp) throws IOException {
        out.writeLong(stamp.inode());
        out.writeLong(stamp.sizeBytes());
        out.writeLong(stamp.modifiedNanos());
        out.writeLong(stamp.changedNanos());
    }

    static FileStamp stamp(DataInputStream in) throws IOException {
        return new FileStamp(in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }

    static void writeRefusal(DataOutputStream out, Refusal refusal, boolean passing) throws IOException {
        out.writeByte(REFUSED);
        out.writeInt(refusal.code().number());
        out.writeBoolean(passing);
        writeText(out, refusal.message());
        writeText(out, refusal.remedy());
    }

    /** A refusal as it is to be thrown at the side that asked. */
    record Told(Refusal refusal, boolean passing) {}

    static Told refusal(DataInputStream in) throws IOException {
        int number = in.readInt();
        boolean passing = in.readBoolean();
        ReturnCode code = ReturnCode.FAILED;
        for (ReturnCode known : ReturnCode.values()) {
            code = known.number() == number ? known : code;
        }
        return new Told(new Refusal(code, text(in), text(in)), passing);
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > TEXT_BYTES_MAX) {
            throw new IOException("a text of " + bytes.length + " bytes");
        }
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > TEXT_BYTES_MAX) {
            throw new IOException("a text of " + Integer.toUnsignedLong(length) + " bytes");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

package dev.ferry.format.disk;

import dev.ferry.format.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/** Reads pieces of a file whose numbers nobody vouches for: every piece is checked against the file before it is made. */
record Bytes(String label, SeekableByteChannel channel) {
    /** No piece that is read to tell what a file is may be larger. */
    static final int MAX_PIECE = 1024 * 1024;

    /** Exactly these bytes, or an error that names {@code structure}. */
    ByteBuffer read(String structure, long offset, long length, ByteOrder order) throws IOException, FormatException {
        if (length < 0 || length > MAX_PIECE) {
            throw broken(structure, "has a length of " + length + " bytes, more than " + MAX_PIECE);
        }
        if (!contains(offset, length)) {
            throw broken(structure, "should be at " + offset + " for " + length + " bytes, outside the file");
        }
        ByteBuffer piece = ByteBuffer.allocate((int) length).order(order);
        channel.position(offset);
        while (piece.hasRemaining()) {
            if (channel.read(piece) < 0) {
                throw broken(structure, "ends early: the file became shorter");
            }
        }
        return piece.flip();
    }

    boolean contains(long offset, long length) throws IOException {
        return offset >= 0 && length >= 0 && offset <= channel.size() - length;
    }

    FormatException broken(String structure, String rule) {
        return FormatException.broken(label, "the " + structure + " " + rule);
    }
}

package dev.ferry.endpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A text that a client keeps for us: any node of the cluster knows it again, for whom it was made and how long it is good. It can be
 * read by whoever has it, and not be changed. Nothing is kept here for one that was given away.
 */
public final class SealedText {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SEAL_BYTES = 32;
    private static final int CHARACTERS_MAX = 64 * 1024;

    private final SecretKeySpec key;
    private final Duration life;
    private final InstantSource clock;

    /** {@code key} is the same at all nodes. */
    public SealedText(byte[] key, Duration life, InstantSource clock) {
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.life = life;
        this.clock = clock;
    }

    /** Of characters that XML and an URL can hold as they are. */
    public String seal(String owner, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] body = ByteBuffer.allocate(Long.BYTES + bytes.length)
                .putLong(clock.instant().plus(life).getEpochSecond())
                .put(bytes)
                .array();
        byte[] whole = ByteBuffer.allocate(SEAL_BYTES + body.length)
                .put(mark(owner, body))
                .put(body)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /** Empty for what was not made here, for somebody else, or too long ago. */
    public Optional<String> open(String owner, String sealed) {
        byte[] whole = decoded(sealed);
        if (whole.length < SEAL_BYTES + Long.BYTES) {
            return Optional.empty();
        }
        byte[] body = Arrays.copyOfRange(whole, SEAL_BYTES, whole.length);
        boolean isOurs = MessageDigest.isEqual(mark(owner, body), Arrays.copyOf(whole, SEAL_BYTES));
        if (!isOurs
                || !clock.instant()
                        .isBefore(Instant.ofEpochSecond(ByteBuffer.wrap(body).getLong()))) {
            return Optional.empty();
        }
        return Optional.of(new String(body, Long.BYTES, body.length - Long.BYTES, StandardCharsets.UTF_8));
    }

    private static byte[] decoded(String sealed) {
        if (sealed.length() > CHARACTERS_MAX) {
            return new byte[0];
        }
        try {
            return Base64.getUrlDecoder().decode(sealed);
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }

    private byte[] mark(String owner, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] name = owner.getBytes(StandardCharsets.UTF_8);
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(name.length).array());
            mac.update(name);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks " + ALGORITHM, e);
        }
    }
}

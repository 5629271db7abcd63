package dev.ferry.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Logins that were right a moment ago, so that not every request costs a hash. Holds no password, only keyed digests. */
final class VerifiedLogins {
    static final Duration LIFETIME = Duration.ofSeconds(60);
    /** While the accounts cannot be read, whoever was let in not long ago may still look. */
    static final Duration LIFETIME_UNREAD = Duration.ofMinutes(15);

    private static final int MOST = 1_000;
    private static final String HMAC = "HmacSHA256";

    /** {@code hash} is the text that the password was held against. */
    private record Login(Principal principal, String hash, long nanos) {}

    private final Map<String, Login> logins = new ConcurrentHashMap<>();
    private final AtomicLong generation = new AtomicLong();
    private final SecretKeySpec key;
    private final LongSupplier nanoTime;

    VerifiedLogins(SecureRandom random, LongSupplier nanoTime) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, HMAC);
        this.nanoTime = nanoTime;
    }

    Optional<Principal> find(String name, String password) {
        return find(name, password, LIFETIME);
    }

    Optional<Principal> findWhileUnread(String name, String password) {
        return find(name, password, LIFETIME_UNREAD);
    }

    /**
     * The hash that this name and password were once found to fit, however long ago: while the account has the same, they still do,
     * and nothing has to be computed.
     */
    Optional<String> fitted(String name, String password) {
        return Optional.ofNullable(logins.get(digest(name, password))).map(Login::hash);
    }

    private Optional<Principal> find(String name, String password, Duration lifetime) {
        Login login = logins.get(digest(name, password));
        return login == null || nanoTime.getAsLong() - login.nanos() > lifetime.toNanos()
                ? Optional.empty()
                : Optional.of(login.principal());
    }

    /** To be asked before the database is read: what is remembered with an older number was read before a change. */
    long generation() {
        return generation.get();
    }

    void remember(Principal principal, String password, String hash, long readAt) {
        if (logins.size() >= MOST) {
            logins.clear();
        }
        String digest = digest(principal.name(), password);
        logins.put(digest, new Login(principal, hash, nanoTime.getAsLong()));
        if (generation.get() != readAt) {
            logins.remove(digest);
        }
    }

    void forgetAll() {
        generation.incrementAndGet();
        logins.clear();
    }

    /** The name's length goes first, so that no other pair of name and password gives the same text. */
    private String digest(String name, String password) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            String text = name.length() + ":" + name + password;
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

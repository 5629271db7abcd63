package dev.ferry.hypervisor;

import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.system.SystemState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Pretends to run guests, for trials and tests: it has to be chosen, and says so with every state. What it saves is real:
 * a memory file of random bytes, half the guest's memory long, and a state file with its hash, which a start checks.
 */
public final class SimulatedHypervisor implements Hypervisor {
    private static final int BUFFER_BYTES = 1 << 20;
    private static final String FORMAT = "ferry-simulated-state/1 ";

    private final RandomGenerator random;

    public SimulatedHypervisor(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public Outcome change(Guest guest, SystemState aim) {
        try {
            return switch (aim) {
                case SAVED -> save(guest);
                case RUNNING -> guest.state() == SystemState.STARTING ? start(guest) : new Outcome(aim, null);
                case OFF -> {
                    discard(guest);
                    yield new Outcome(aim, null);
                }
                case PAUSED -> new Outcome(aim, null);
                case STARTING, SAVING, STOPPING, PAUSING, RESUMING ->
                    throw new IllegalArgumentException("nobody can want " + aim);
            };
        } catch (IOException e) {
            return new Outcome(
                    guest.state() == SystemState.STARTING ? SystemState.SAVED : SystemState.RUNNING,
                    new Refusal(
                            ReturnCode.FAILED,
                            "the state files of '" + guest.name() + "' in " + guest.runtimeFolder()
                                    + " cannot be used: " + e.getMessage(),
                            "look at that folder, and try again"));
        }
    }

    private Outcome save(Guest guest) throws IOException {
        Files.createDirectories(guest.runtimeFolder());
        MessageDigest digest = sha256();
        Path memory = temporary(memory(guest));
        try (OutputStream out = Files.newOutputStream(memory)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (long left = guest.memoryBytes() / 2; left > 0; left -= BUFFER_BYTES) {
                random.nextBytes(buffer);
                int length = (int) Math.min(left, BUFFER_BYTES);
                out.write(buffer, 0, length);
                digest.update(buffer, 0, length);
            }
        }
        Path state = temporary(state(guest));
        Files.writeString(state, FORMAT + HexFormat.of().formatHex(digest.digest()) + "\n");
        publish(memory, memory(guest));
        publish(state, state(guest));
        return new Outcome(SystemState.SAVED, null);
    }

    private static void publish(Path from, Path to) throws IOException {
        try (FileChannel file = FileChannel.open(from, StandardOpenOption.WRITE)) {
            file.force(true);
        }
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(to.getParent())) {
            folder.force(true);
        }
    }

    private static Outcome start(Guest guest) throws IOException {
        if (Files.exists(state(guest)) || Files.exists(memory(guest))) {
            String told = Files.readString(state(guest), StandardCharsets.UTF_8).strip();
            if (!told.equals(FORMAT + hash(memory(guest)))) {
                return new Outcome(
                        SystemState.SAVED,
                        new Refusal(
                                ReturnCode.FAILED,
                                "the saved memory of '" + guest.name() + "' is not what was saved: its hash differs",
                                "bring back " + memory(guest) + " from a good copy, or stop the system to give its "
                                        + "saved state up"));
            }
        }
        discard(guest);
        return new Outcome(SystemState.RUNNING, null);
    }

    private static String hash(Path file) throws IOException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256())) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of()
                    .formatHex(((DigestInputStream) in).getMessageDigest().digest());
        }
    }

    private static void discard(Guest guest) throws IOException {
        Files.deleteIfExists(state(guest));
        Files.deleteIfExists(memory(guest));
        Files.deleteIfExists(temporary(state(guest)));
        Files.deleteIfExists(temporary(memory(guest)));
        if (Files.isDirectory(guest.runtimeFolder())) {
            try (var files = Files.list(guest.runtimeFolder())) {
                if (files.findAny().isPresent()) {
                    return;
                }
            }
            Files.delete(guest.runtimeFolder());
        }
    }

    private static Path memory(Guest guest) {
        return guest.runtimeFolder().resolve(guest.id() + ".bin");
    }

    private static Path state(Guest guest) {
        return guest.runtimeFolder().resolve(guest.id() + ".vsv");
    }

    private static Path temporary(Path file) {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

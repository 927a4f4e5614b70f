package io.camelclio.pull.token;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps a refresh token in a file of its own that nobody but its owner can read, from its first byte on. It is replaced as
 * a whole, so that a crash leaves the old token or the new one. A file that others can read is not read. Needs a file
 * system with POSIX permissions.
 */
public final class FileTokenStore implements TokenStore {

    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final int MAX_BYTES = 16_384;

    private final Path file;

    /** @param file the file to keep the token in; its folder must exist when a token is saved */
    public FileTokenStore(Path file) {
        this.file = file.toAbsolutePath();
    }

    @Override
    public synchronized Optional<String> load() throws IOException {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        Set<PosixFilePermission> granted = permissions(file);
        if (!isOwnerOnly(granted)) {
            throw new IOException("File " + file + " has the permissions " + PosixFilePermissions.toString(granted)
                    + ", but a refresh token must be its owner's alone; if nobody else has read it, run: chmod 600 "
                    + file + ", else authorise the application again");
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException("File " + file + " holds more than " + MAX_BYTES
                    + " bytes, which is no refresh token; move it away or name another file");
        }
        String token = Files.readString(file, StandardCharsets.UTF_8).strip();
        return Optional.of(token).filter(text -> !text.isEmpty());
    }

    @Override
    public synchronized void save(String refreshToken) throws IOException {
        Path folder = file.getParent();
        Path fresh;
        try {
            fresh = Files.createTempFile(folder, "." + file.getFileName(), ".new", OWNER_ONLY);
        } catch (UnsupportedOperationException e) {
            throw unprotected();
        } catch (NoSuchFileException e) {
            throw new IOException("Folder " + folder + " for the refresh token does not exist; create it", e);
        }
        try {
            if (!isOwnerOnly(permissions(fresh))) {
                throw unprotected();
            }
            write(fresh, refreshToken);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** On the disk before the old file is given up. */
    private static void write(Path fresh, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private Set<PosixFilePermission> permissions(Path path) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view == null) {
            throw unprotected();
        }
        return view.readAttributes().permissions();
    }

    private static boolean isOwnerOnly(Set<PosixFilePermission> granted) {
        return Collections.disjoint(granted, OTHERS);
    }

    private IOException unprotected() {
        return new IOException(
                "The file system of " + file + " keeps no POSIX permissions, so a refresh token would not"
                        + " be its owner's alone there; name a file on another file system, or use another token store");
    }

    /** Names the file, never what is in it. */
    @Override
    public String toString() {
        return "FileTokenStore[" + file + "]";
    }
}

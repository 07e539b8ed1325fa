package io.headroom.proxy.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Makes files and folders that only their owner may use (PX-408): 0600 and 0700 where there are such modes, an access list with one entry
 * elsewhere. The modes are given when the file is made, so that there is no moment in which others could open it.
 */
public final class OwnerOnly {
    private OwnerOnly() {}

    /** Makes a folder, and those above it that are missing. */
    public static void folder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path above = folder.toAbsolutePath().getParent();
        if (above != null) {
            folder(above);
        }
        boolean posix = posix(above == null ? folder : above);
        Files.createDirectories(folder, posix ? mode("rwx------") : new FileAttribute<?>[0]);
        if (!posix) {
            acl(folder);
        }
    }

    /** Opens a file at its end, and makes it where it is missing. */
    public static FileChannel append(Path file) throws IOException {
        Set<OpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        boolean posix = posix(file.toAbsolutePath().getParent());
        boolean fresh = !Files.exists(file);
        FileChannel channel = FileChannel.open(file, options, posix ? mode("rw-------") : new FileAttribute<?>[0]);
        if (fresh && !posix) {
            acl(file);
        }
        return channel;
    }

    /** Writes a file as a whole: readers see the old one or the new one, never a part. */
    public static void write(Path file, String text) throws IOException {
        folder(file.toAbsolutePath().getParent());
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        try (SeekableByteChannel channel = append(temporary)) {
            channel.write(StandardCharsets.UTF_8.encode(text));
        }
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException plain) {
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean posix(Path folder) {
        return Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null;
    }

    private static FileAttribute<?>[] mode(String text) {
        Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(text);
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
    }

    private static void acl(Path path) throws IOException {
        AclFileAttributeView view = Files.getFileAttributeView(path, AclFileAttributeView.class);
        if (view != null) {
            view.setAcl(List.of(AclEntry.newBuilder()
                    .setType(AclEntryType.ALLOW)
                    .setPrincipal(view.getOwner())
                    .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                    .build()));
        }
    }
}

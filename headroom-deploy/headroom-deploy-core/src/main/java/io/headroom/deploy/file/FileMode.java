package io.headroom.deploy.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.DosFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * POSIX permission bits of files, and what stands for them elsewhere: on Windows a file that is the owner's alone gets an access list with
 * one entry. On file systems that have neither, nothing happens.
 */
public final class FileMode {
    /** A file that is its owner's alone. */
    public static final int OWNER_FILE = 0600;
    /** A folder that is its owner's alone. */
    public static final int OWNER_FOLDER = 0700;
    /** A folder that every account can look into. */
    public static final int OPEN_FOLDER = 0755;

    private static final int BITS = 9;
    private static final int OTHERS = 077;

    private FileMode() {}

    /**
     * The bits of a file.
     *
     * @param path the file, or a link to it
     * @return its bits; empty where there are none
     * @throws IOException if the file cannot be looked at
     */
    public static OptionalInt of(Path path) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view == null) {
            return OptionalInt.empty();
        }
        int bits = 0;
        for (PosixFilePermission permission : view.readAttributes().permissions()) {
            bits |= bit(permission);
        }
        return OptionalInt.of(bits);
    }

    /**
     * Whether the owner locked a file against writing. Root can write it all the same, so the bits are asked.
     *
     * @param path the file
     * @return whether its owner may not write it
     * @throws IOException if the file cannot be looked at
     */
    public static boolean readOnly(Path path) throws IOException {
        OptionalInt bits = of(path);
        if (bits.isPresent()) {
            return (bits.getAsInt() & bit(PosixFilePermission.OWNER_WRITE)) == 0;
        }
        DosFileAttributeView dos = Files.getFileAttributeView(path, DosFileAttributeView.class);
        return dos != null && dos.readAttributes().isReadOnly();
    }

    static void set(Path path, int bits) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(permissions(bits));
            return;
        }
        AclFileAttributeView acl =
                Files.getFileAttributeView(path, AclFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (acl != null && (bits & OTHERS) == 0) {
            acl.setAcl(List.of(AclEntry.newBuilder()
                    .setType(AclEntryType.ALLOW)
                    .setPrincipal(acl.getOwner())
                    .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                    .build()));
        }
    }

    /** The attribute for making a file with these bits from its first moment on. */
    static FileAttribute<?>[] atCreation(Path folder, int bits) {
        boolean posix = Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null;
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions(bits))}
                : new FileAttribute<?>[0];
    }

    private static Set<PosixFilePermission> permissions(int bits) {
        Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            if ((bits & bit(permission)) != 0) {
                set.add(permission);
            }
        }
        return set;
    }

    /** The enum lists rwx of owner, group and others, as the bits do from the highest on. */
    private static int bit(PosixFilePermission permission) {
        return 1 << (BITS - 1 - permission.ordinal());
    }
}

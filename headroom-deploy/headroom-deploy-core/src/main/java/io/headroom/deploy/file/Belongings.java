package io.headroom.deploy.file;

import io.headroom.api.host.Account;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.Host;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.DosFileAttributeView;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;

/**
 * What belongs to a file beside its bytes: owner, group, mode, access list, extended attributes. Java's views show of extended attributes
 * those that users make alone, but its copy takes all of them along on Linux, of which the POSIX access list is one (acl(5), xattr(7)). On
 * macOS, where access lists are kept apart, {@code cp -p} copies them; what is below the workspace is ours, and never has one.
 */
public final class Belongings {
    private final Host host;
    private final Account account;

    /**
     * The belongings of what an account makes.
     *
     * @param host the machine and the account
     */
    public Belongings(Host host) {
        this.host = host;
        this.account = host.account();
    }

    /**
     * Makes a file as a copy of another one, where only a copy has all that belongs to it. The bytes are those that its readers have anyway;
     * for the moment of the copy the group may read them as far as the mask of an access list lets anybody.
     *
     * @return whether it was made; if not, {@link #copy} gives it what can be given
     */
    boolean startAsCopy(Path original, Path made) throws IOException {
        return switch (host.operatingSystem()) {
            case LINUX -> {
                Files.copy(original, made, StandardCopyOption.COPY_ATTRIBUTES);
                yield true;
            }
            case MACOS ->
                !original.startsWith(host.workspace())
                        && host.run(CommandLine.of("/bin/cp", "-p", original.toString(), made.toString()))
                                .succeeded();
            case WINDOWS -> false;
        };
    }

    /**
     * Whether a copy of the file could have the same owner. If not, the file must be written in place to stay what it is.
     */
    boolean canBeKept(Path original) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(original, PosixFileAttributeView.class);
        if (view == null || account.privilege() == Account.Privilege.ADMINISTRATOR) {
            return true;
        }
        Path folder = original.toAbsolutePath().getParent();
        // A file of the account's own can be made anew; another's cannot. The folder's owner tells who the account is
        // where uids are fake.
        return account.uid().isEmpty()
                || uid(original) < 0
                || uid(original) == account.uid().getAsLong()
                || view.getOwner().equals(Files.getOwner(folder));
    }

    /** Gives a new file what an old one has. */
    void copy(Path from, Path to) throws IOException {
        PosixFileAttributeView posix = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        if (posix != null) {
            PosixFileAttributes attributes = posix.readAttributes();
            PosixFileAttributeView target = Files.getFileAttributeView(to, PosixFileAttributeView.class);
            PosixFileAttributes made = target.readAttributes();
            if (!made.owner().equals(attributes.owner())) {
                target.setOwner(attributes.owner());
            }
            if (!made.group().equals(attributes.group())) {
                copyGroup(attributes, target);
            }
            target.setPermissions(attributes.permissions());
        }
        AclFileAttributeView acl = Files.getFileAttributeView(from, AclFileAttributeView.class);
        if (acl != null && posix == null) {
            Files.getFileAttributeView(to, AclFileAttributeView.class).setAcl(acl.getAcl());
        }
        DosFileAttributeView dos = Files.getFileAttributeView(from, DosFileAttributeView.class);
        if (dos != null && posix == null) {
            Files.getFileAttributeView(to, DosFileAttributeView.class)
                    .setHidden(dos.readAttributes().isHidden());
        }
        copyExtended(from, to);
    }

    /**
     * Gives a file that root made in a user's folder to the user. Does nothing for other accounts.
     *
     * @param folder the folder
     * @param made what was made in it
     * @throws IOException if it cannot be given away
     */
    public void inherit(Path folder, Path made) throws IOException {
        if (account.privilege() != Account.Privilege.ADMINISTRATOR) {
            return;
        }
        PosixFileAttributeView above = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
        if (above == null) {
            return;
        }
        PosixFileAttributes wanted = above.readAttributes();
        PosixFileAttributeView view =
                Files.getFileAttributeView(made, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        PosixFileAttributes has = view.readAttributes();
        if (!has.owner().equals(wanted.owner())) {
            Files.getFileAttributeView(made, FileOwnerAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setOwner(wanted.owner());
            view.setGroup(wanted.group());
        }
    }

    private static void copyGroup(PosixFileAttributes from, PosixFileAttributeView to) throws IOException {
        try {
            to.setGroup(from.group());
        } catch (FileSystemException notMember) {
            // Only a member of the group may give a file to it; the mode is what protects the content.
            return;
        }
    }

    private static void copyExtended(Path from, Path to) throws IOException {
        UserDefinedFileAttributeView source = Files.getFileAttributeView(from, UserDefinedFileAttributeView.class);
        UserDefinedFileAttributeView target = Files.getFileAttributeView(to, UserDefinedFileAttributeView.class);
        if (source == null || target == null) {
            return;
        }
        for (String name : names(source)) {
            ByteBuffer value = ByteBuffer.allocate(source.size(name));
            source.read(name, value);
            value.flip();
            target.write(name, value);
        }
    }

    private static Iterable<String> names(UserDefinedFileAttributeView view) throws IOException {
        try {
            return view.list();
        } catch (FileSystemException unsupported) {
            // A view can be had on file systems that have no extended attributes.
            return java.util.List.of();
        }
    }

    private static long uid(Path path) {
        return number(path, "unix:uid");
    }

    /** How many names a file has; 1 where that cannot be known. */
    static long links(Path path) {
        return Math.max(1, number(path, "unix:nlink"));
    }

    private static long number(Path path, String attribute) {
        try {
            return ((Number) Files.getAttribute(path, attribute)).longValue();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return -1;
        }
    }
}

package io.headroom.deploy.ownership;

import io.headroom.api.change.FileContent;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A surface after a layer came or went.
 *
 * @param stack its stack
 * @param content what is to be there
 * @param mode the mode it is to have; empty: as it is
 * @param left the keys that the user had changed since, and that were left
 * @param aside what the user had made of a file of ours, to be kept aside
 */
public record Restacked(
        Stack stack, Optional<FileContent> content, OptionalInt mode, List<String> left, Optional<FileContent> aside) {
    public Restacked {
        left = List.copyOf(left);
    }
}

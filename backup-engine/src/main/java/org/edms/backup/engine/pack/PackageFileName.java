package org.edms.backup.engine.pack;

import java.util.Objects;
import org.edms.backup.engine.pack.container.Compression;

/** The file name of a package, which determines how to read it. */
public record PackageFileName(String value, Compression compression, boolean encrypted) {

    private static final String ENCRYPTED = ".age";

    public PackageFileName {
        Objects.requireNonNull(value);
        Objects.requireNonNull(compression);
    }

    public static PackageFileName parse(String name) {
        boolean encrypted = name.endsWith(ENCRYPTED);
        String plain = encrypted ? name.substring(0, name.length() - ENCRYPTED.length()) : name;
        return new PackageFileName(name, Compression.ofFileName(plain), encrypted);
    }

    /** Returns whether a package may have this name. */
    public static boolean isValid(String name) {
        return name.matches(".+\\.tar(\\.zst|\\.gz)?(\\.age)?");
    }

    public static PackageFileName of(String stem, Compression compression, boolean encrypted) {
        return parse(stem + compression.suffix() + (encrypted ? ENCRYPTED : ""));
    }

    @Override
    public String toString() {
        return value;
    }
}

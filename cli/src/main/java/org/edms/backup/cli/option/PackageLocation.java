package org.edms.backup.cli.option;

import org.edms.backup.engine.store.PackageStore;

/** A package and the store that holds it. */
public record PackageLocation(PackageStore store, String name) {}

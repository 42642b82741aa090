package org.edms.backup.engine.backup;

import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.model.backup.StoredPackage;

/** A finished backup. */
public record BackupResult(StoredPackage stored, Manifest manifest, boolean verified) {}

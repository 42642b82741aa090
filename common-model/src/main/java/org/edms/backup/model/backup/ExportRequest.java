package org.edms.backup.model.backup;

/** What a migration package shall hold. */
public record ExportRequest(boolean includeUsers, boolean compress, boolean encrypt, String reason) {}

package org.edms.backup.model.backup;

/**
 * The options of a migration package. Each has a default.
 *
 * @param includeUsers whether to include users and their roles, without passwords
 */
public record ExportRequest(Boolean includeUsers, Boolean compress, Boolean encrypt, String reason) {

    public ExportRequest {
        includeUsers = includeUsers == null || includeUsers;
        compress = compress == null || compress;
        encrypt = encrypt != null && encrypt;
    }

    public static ExportRequest defaults() {
        return new ExportRequest(null, null, null, null);
    }
}

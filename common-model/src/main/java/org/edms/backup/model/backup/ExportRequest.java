package org.edms.backup.model.backup;

/**
 * What a migration package shall hold. What is left out has the value that is usual.
 *
 * @param includeUsers whether users and their roles go along, without passwords
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

package org.edms.backup.service.audit;

/** The number and hash of the last audit entry. */
record ChainHead(long number, String hash) {

    static final ChainHead NONE = new ChainHead(0, HashChain.START);
}

package org.edms.backup.service.audit;

/** The last entry of the trail. */
record ChainHead(long number, String hash) {

    static final ChainHead NONE = new ChainHead(0, HashChain.START);
}

package org.edms.backup.service.audit;

/** The last entry of the trail. */
record Head(long number, String hash) {

    static final Head NONE = new Head(0, Chain.START);
}

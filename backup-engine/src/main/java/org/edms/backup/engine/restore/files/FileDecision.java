package org.edms.backup.engine.restore.files;

/** What a restore does with a file of the package. */
enum FileDecision {
    /** No file exists at the destination. */
    ADD,

    /** The existing file has other content, and is replaced. */
    REPLACE,

    /** The existing file has other content, and is kept. */
    KEEP,

    /** The existing file has the same content. */
    SKIP;

    boolean writes() {
        return this == ADD || this == REPLACE;
    }
}

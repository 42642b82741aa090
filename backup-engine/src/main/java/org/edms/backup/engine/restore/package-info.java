/** The steps of a restore: plan, stage files, load and match rows, resolve references, write, verify, commit, place files. */
package org.edms.backup.engine.restore;

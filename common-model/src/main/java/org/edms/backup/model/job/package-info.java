/** The states of backup and restore jobs, each offering the transitions that are legal from it. */
package org.edms.backup.model.job;

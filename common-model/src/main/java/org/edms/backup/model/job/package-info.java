/** The states of backup and restore jobs, each with its legal transitions. */
package org.edms.backup.model.job;

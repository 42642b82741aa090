/** What is backed up, how often, and how long it is kept. */
package org.edms.backup.model.configuration;

/** The EDMS and the package store, as the settings name them. */
package org.edms.backup.service.edms;

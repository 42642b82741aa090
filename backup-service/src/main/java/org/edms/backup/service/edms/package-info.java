/** The EDMS and the package store, as configured. */
package org.edms.backup.service.edms;

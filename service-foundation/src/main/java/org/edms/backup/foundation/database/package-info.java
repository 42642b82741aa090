/** The service's own part of the service database. */
package org.edms.backup.foundation.database;

/** Access to the schema of a service in the service database. */
package org.edms.backup.foundation.database;

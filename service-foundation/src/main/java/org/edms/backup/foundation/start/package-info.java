/** What a service makes sure of before it serves: its settings, its database. */
package org.edms.backup.foundation.start;

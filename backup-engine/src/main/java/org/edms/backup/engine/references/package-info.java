/** References that no foreign key declares: found in the rows, and weighed against chance. */
package org.edms.backup.engine.references;

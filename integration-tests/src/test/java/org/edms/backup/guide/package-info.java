/** Runs the commands of the documentation. */
package org.edms.backup.guide;

/** The distribution, unpacked and run as a user runs it. */
package org.edms.backup.distribution;

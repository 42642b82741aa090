/** The rules of the architecture, checked on the compiled classes of every module. */
package org.edms.backup.architecture;

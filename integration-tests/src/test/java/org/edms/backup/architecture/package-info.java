/** The architecture rules, checked on the compiled classes of all modules. */
package org.edms.backup.architecture;

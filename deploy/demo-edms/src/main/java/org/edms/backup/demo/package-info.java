/** The demonstration EDMS: its schema, a generator that fills it at any size, and a re-initialiser. */
package org.edms.backup.demo;

/** What the pages tell a reader to type, typed. */
package org.edms.backup.guide;

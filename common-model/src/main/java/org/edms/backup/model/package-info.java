/** The vocabulary that all parts of the suite share, and how it is written as JSON. */
package org.edms.backup.model;

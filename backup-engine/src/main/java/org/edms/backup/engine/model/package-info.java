/** What the columns mean: natural keys, sensitive columns, file references, generic references. */
package org.edms.backup.engine.model;

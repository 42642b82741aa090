/** The meaning of columns: natural keys, sensitive columns, file references and generic references. */
package org.edms.backup.engine.model;

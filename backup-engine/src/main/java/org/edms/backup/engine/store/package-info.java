/** Where packages live: a directory, or an S3 bucket; put, get (whole or a range), list, delete. */
package org.edms.backup.engine.store;

/** Work that takes its time: whoever claims it holds it under a lease, and what a dead one held is taken up by another. */
package org.edms.backup.foundation.task;

package org.edms.backup.foundation.task;

import java.util.UUID;

/**
 * Work that somebody holds.
 *
 * @param id of the job that it is about
 * @param kind which work
 * @param attempt 1 for the first; whoever takes up what a dead one held has the next
 * @param cancelledBy who does not want it any more; null for nobody
 * @param failure how the attempt before failed; null for the first, and after one that did not say
 * @param trace that it belongs to; null for none
 */
public record Task(UUID id, String kind, int attempt, String cancelledBy, String failure, String trace) {}

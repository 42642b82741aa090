package org.edms.backup.model;

import java.util.List;

/**
 * A page of a list, newest first.
 *
 * @param page counted from 0
 * @param total items on all pages
 */
public record Page<T>(List<T> items, int page, int size, long total) {

    public Page {
        items = List.copyOf(items);
        if (page < 0 || size < 1 || total < 0 || items.size() > size) {
            throw new IllegalArgumentException(
                    "Invalid page: number %d, size %d, %d of %d items".formatted(page, size, items.size(), total));
        }
    }
}

package org.edms.backup.service.access;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The conditions of a list query. A condition without a value is omitted, so it matches everything. */
public final class Conditions {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    /**
     * @param condition in HQL, with {@code :name} for the value
     * @param value null or an empty collection omits the condition
     */
    public Conditions add(String condition, String name, Object value) {
        if (value != null && !(value instanceof Collection<?> values && values.isEmpty())) {
            conditions.add(condition);
            parameters.put(name, value);
        }
        return this;
    }

    public <E> PanacheQuery<E> find(PanacheRepositoryBase<E, ?> repository, Sort sort) {
        return repository.find(String.join(" and ", conditions), sort, parameters);
    }
}

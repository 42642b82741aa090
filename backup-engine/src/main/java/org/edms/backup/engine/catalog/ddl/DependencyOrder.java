package org.edms.backup.engine.catalog.ddl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sorts objects so that each follows its dependencies, and otherwise by kind and name, so that the same database always produces
 * the same script. An object that depends on one of a later section moves to that section.
 */
final class DependencyOrder {

    private static final List<String> KINDS = List.of(
            "SCHEMA",
            "EXTENSION",
            "COLLATION",
            "TYPE",
            "DOMAIN",
            "FOREIGN DATA WRAPPER",
            "SERVER",
            "FUNCTION",
            "PROCEDURE",
            "TABLE",
            "FOREIGN TABLE",
            "CHECK CONSTRAINT",
            "PARTITION",
            "SEQUENCE",
            "SEQUENCE OWNED BY",
            "DEFAULT",
            "VIEW",
            "MATERIALIZED VIEW",
            "CONSTRAINT",
            "INDEX",
            "INDEX PARTITION",
            "STATISTICS",
            "FK CONSTRAINT",
            "TRIGGER",
            "RULE",
            "POLICY");

    private final Map<ObjectId, DdlObject> objects;
    private final Map<ObjectId, List<ObjectId>> needs;
    private final Map<ObjectId, Section> sections = new HashMap<>();
    private final Set<ObjectId> visiting = new HashSet<>();
    private final Set<ObjectId> placed = new HashSet<>();
    private final List<DdlObject> order = new ArrayList<>();
    private final List<DdlObject> inCycles = new ArrayList<>();

    private DependencyOrder(List<DdlObject> all, Dependencies dependencies) {
        this.objects = all.stream().collect(Collectors.toMap(DdlObject::id, object -> object, (one, same) -> one));
        this.needs = dependencies.among(objects.keySet());
    }

    /**
     * @param objects the objects in order, each with the section it must be in
     * @param inCycles objects in dependency cycles; they come as early as possible
     */
    record Ordered(List<DdlObject> objects, List<DdlObject> inCycles) {}

    static Ordered of(List<DdlObject> all, Dependencies dependencies) {
        DependencyOrder order = new DependencyOrder(all, dependencies);
        order.sorted(order.objects.values().stream()).forEach(order::place);
        return new Ordered(order.order, order.inCycles);
    }

    private Stream<DdlObject> sorted(Stream<DdlObject> some) {
        return some.sorted(Comparator.comparing((DdlObject object) -> sectionOf(object))
                .thenComparingInt(object -> KINDS.indexOf(object.kind()))
                .thenComparing(DdlObject::name)
                .thenComparing(object -> object.statements().toString()));
    }

    private void place(DdlObject object) {
        if (placed.contains(object.id())) {
            return;
        }
        if (!visiting.add(object.id())) {
            inCycles.add(object);
            return;
        }
        sorted(needed(object.id()).stream().map(objects::get)).toList().forEach(this::place);
        visiting.remove(object.id());
        placed.add(object.id());
        order.add(new DdlObject(
                object.id(), sectionOf(object), object.kind(), object.name(), object.owner(), object.statements()));
    }

    private Section sectionOf(DdlObject object) {
        return sectionOf(object.id(), new HashSet<>());
    }

    private Section sectionOf(ObjectId id, Set<ObjectId> seen) {
        Section known = sections.get(id);
        if (known != null || !seen.add(id)) {
            return known == null ? Section.BEFORE_DATA : known;
        }
        Section own = objects.get(id).section();
        boolean late = own == Section.AFTER_DATA
                || needed(id).stream().anyMatch(other -> sectionOf(other, seen) == Section.AFTER_DATA);
        Section section = late ? Section.AFTER_DATA : Section.BEFORE_DATA;
        sections.put(id, section);
        return section;
    }

    private List<ObjectId> needed(ObjectId id) {
        return needs.getOrDefault(id, List.of());
    }
}

/* Owns the units that write many rows: batches, and rows where they lie. */
#include <stdio.h>
#include <string.h>

#include "faults/world.h"

enum { MANY = 4 };

/* m0, m1, ...: texts that outlive the rows. */
static const char *const codes[] = { "m0", "m1", "m2", "m3" };

static void make_rows(struct deed *rows, int number)
{
    for (int i = 0; i < MANY; i++) {
        rows[i] = world_deed(codes[i], number + i);
    }
}

static orm_status insert_many(world *w)
{
    struct deed rows[MANY], before[MANY];
    make_rows(rows, 10);
    memcpy(before, rows, sizeof rows);
    orm_status status =
        world_unchanged(deed_insert_many(w->db, rows, MANY, NULL), before, rows, sizeof rows);
    for (int i = 0; i < MANY; i++) {
        shadow_store(&w->next, &before[i])->id = status == ORM_OK ? rows[i].id : 0;
    }
    return status;
}

static orm_status insert_children(world *w)
{
    shadow_row *parent = shadow_find(&w->next, "a");
    struct clause rows[3] = { { .number = 0, .text = (char *)"x" },
                              { .number = 1, .text = (char *)"y" },
                              { .number = 2, .text = (char *)"z" } };
    for (int i = 0; i < 3; i++) {
        rows[i].deed_id = parent->id;
    }
    parent->clauses = 3;
    return clause_insert_many(w->db, rows, 3, NULL);
}

/* The rows as the shadow has them. */
static void know_rows(world *w, struct deed *rows, int number)
{
    make_rows(rows, number);
    for (int i = 0; i < MANY; i++) {
        const shadow_row *fact = shadow_find(&w->now, codes[i]);
        rows[i].id = fact->id;
        rows[i].changes = fact->changes;
    }
}

static orm_status update_many(world *w)
{
    struct deed rows[MANY], before[MANY];
    know_rows(w, rows, 30);
    memcpy(before, rows, sizeof rows);
    for (int i = 0; i < MANY; i++) {
        rows[i].changes++;
        (void)shadow_store(&w->next, &rows[i]);
        rows[i].changes--;
    }
    const orm_update_options options = { .read_back = orm_columns(deed_.amount, deed_.note),
                                         .arena = w->arena };
    orm_status status =
        world_unchanged(deed_update_many(w->db, rows, MANY, &options), before, rows, sizeof rows);
    assert_int_equal(rows[0].changes, before[0].changes + (status == ORM_OK));
    return status;
}

static orm_status upsert_many(world *w)
{
    struct deed rows[] = { world_deed("m1", 51), world_deed("v", 52), world_deed("m1", 53) };
    struct deed before[3];
    memcpy(before, rows, sizeof rows);
    int changes = shadow_find(&w->next, "m1")->changes;
    shadow_store(&w->next, &rows[2])->changes = changes + 2;
    shadow_row *added = shadow_store(&w->next, &rows[1]);
    const orm_conflict by_code = { .on = orm_columns(deed_.code), .arena = w->arena };
    orm_status status =
        world_unchanged(deed_upsert_many(w->db, rows, 3, &by_code), before, rows, sizeof rows);
    added->id = status == ORM_OK ? rows[1].id : 0;
    return status;
}

static orm_status update_where(world *w)
{
    int64_t count = -7;
    for (int i = 0; i < MANY; i++) {
        shadow_row *fact = shadow_find(&w->next, codes[i]);
        fact->amount += 1000;
        fact->changes++;
    }
    orm_status status =
        deed_update_where(w->db, orm_set_to(deed_.amount, orm_add(deed_.amount, 1000)),
                          orm_in(deed_.code, codes, MANY), &count);
    assert_int_equal(count, status == ORM_OK ? MANY : -7);
    return status;
}

static orm_status delete_where(world *w)
{
    int64_t count = -7;
    shadow_drop(&w->next, "m3");
    orm_status status = deed_delete_where(w->db, orm_eq(deed_.code, "m3"), &count);
    assert_int_equal(count, status == ORM_OK ? 1 : -7);
    return status;
}

static orm_status delete_many(world *w)
{
    struct deed rows[2];
    for (int i = 0; i < 2; i++) {
        const shadow_row *fact = shadow_find(&w->now, codes[i]);
        rows[i] = (struct deed){ .id = fact->id, .changes = fact->changes };
        shadow_drop(&w->next, codes[i]);
    }
    return deed_delete_many(w->db, rows, 2);
}

static orm_status update_all(world *w)
{
    int64_t count = -7;
    for (size_t i = 0; i < w->next.count; i++) {
        w->next.rows[i].amount++;
        w->next.rows[i].changes++;
    }
    orm_status status =
        deed_update_all(w->db, orm_set_to(deed_.amount, orm_add(deed_.amount, 1)), &count);
    assert_int_equal(count, status == ORM_OK ? (int64_t)w->next.count : -7);
    return status;
}

static const unit units[] = {
    { "insert many", insert_many },   { "insert children", insert_children },
    { "update many", update_many },   { "upsert many", upsert_many },
    { "update where", update_where }, { "delete where", delete_where },
    { "delete many", delete_many },   { "update all", update_all },
};

const unit_list units_many = UNITS(units);

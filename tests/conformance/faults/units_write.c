/* Owns the units that write single rows. */
#include <string.h>

#include "faults/world.h"

static orm_status insert_generated(world *w)
{
    struct deed row = world_deed("a", 1);
    return world_insert(w, &row);
}

static orm_status insert_nulls(world *w)
{
    struct deed row = { .code = (char *)"nulls" };
    return world_insert(w, &row);
}

static orm_status insert_explicit(world *w)
{
    struct deed row = world_deed("b", 2);
    row.id = 1000000;
    shadow_store(&w->next, &row)->id = row.id;
    return deed_insert_with_key(w->db, &row);
}

static orm_status insert_with(world *w)
{
    struct deed row = world_deed("c", 3), before = row;
    const orm_insert_options options = { .use_defaults = orm_columns(deed_.amount),
                                         .read_back =
                                             orm_columns(deed_.amount, deed_.note, deed_.facts),
                                         .arena = w->arena };
    orm_status status =
        world_unchanged(deed_insert_with(w->db, &row, &options), &before, &row, sizeof row);
    if (status == ORM_OK) {
        assert_int_equal(row.amount, 7);
        assert_string_equal(row.note, before.note);
    }
    before.amount = 7;
    shadow_store(&w->next, &before)->id = status == ORM_OK ? row.id : 0;
    return status;
}

static orm_status insert_large(world *w)
{
    enum { SIZE = 300 * 1000 };
    static char note[SIZE + 1];
    memset(note, 'x', SIZE);
    struct deed row = world_deed("large", 9);
    row.note = note;
    row.data = (uint8_t *)note;
    row.data_size = SIZE;
    return world_insert(w, &row);
}

/* ---- updates ---- */

static orm_status find(world *w, const char *code, struct deed *row)
{
    struct deed before = *row;
    return world_unchanged(deed_find_by_code(w->db, code, row, w->arena), &before, row,
                           sizeof *row);
}

static orm_status write_found(world *w)
{
    struct deed row = world_deed("none", 0);
    orm_status status = find(w, "a", &row);
    if (status != ORM_OK) {
        return status;
    }
    row.amount += 100;
    row.note = (char *)"changed";
    struct deed before = row;
    row.changes++;
    shadow_store(&w->next, &row);
    row.changes--;
    status = world_unchanged(deed_update(w->db, &row), &before, &row, sizeof row);
    assert_int_equal(row.changes, before.changes + (status == ORM_OK));
    return status;
}

static orm_status update_versioned(world *w)
{
    orm_status status = orm_begin(w->db, NULL);
    if (status == ORM_OK) {
        status = write_found(w);
    }
    return status == ORM_OK ? orm_commit(w->db) : status;
}

/* The row as the shadow has it, with what an update needs. */
static struct deed known(world *w, const char *code, int number)
{
    struct deed row = world_deed(code, number);
    const shadow_row *fact = shadow_find(&w->now, code);
    assert_non_null(fact);
    row.id = fact->id;
    row.changes = fact->changes;
    return row;
}

static orm_status update_columns(world *w)
{
    struct deed row = known(w, "b", 22), before = row;
    shadow_row *fact = shadow_find(&w->next, "b");
    fact->changes++;
    fact->note = *row.note;
    fact->note_size = (int64_t)strlen(row.note);
    fact->fact = 22;
    const orm_update_options options = { .columns = orm_columns(deed_.note, deed_.facts) };
    return world_unchanged(deed_update_with(w->db, &row, &options), &before, &row, sizeof row);
}

static orm_status update_by_expression(world *w)
{
    struct deed row = known(w, "b", 5), before = row;
    shadow_row *fact = shadow_find(&w->next, "b");
    fact->changes++;
    fact->amount += 5;
    const orm_update_options options = { .set = orm_set_to(deed_.amount, orm_add(deed_.amount, 5)),
                                         .read_back =
                                             orm_columns(deed_.amount, deed_.data, deed_.tags),
                                         .arena = w->arena };
    orm_status status =
        world_unchanged(deed_update_with(w->db, &row, &options), &before, &row, sizeof row);
    if (status == ORM_OK) {
        assert_int_equal(row.amount, fact->amount);
        assert_int_equal(row.changes, fact->changes);
    }
    return status;
}

/* ---- rows that may be there ---- */

static orm_status upsert_new(world *w)
{
    struct deed row = world_deed("u", 4), before = row;
    const orm_conflict by_code = { .on = orm_columns(deed_.code), .arena = w->arena };
    orm_status status =
        world_unchanged(deed_upsert(w->db, &row, &by_code), &before, &row, sizeof row);
    shadow_store(&w->next, &before)->id = status == ORM_OK ? row.id : 0;
    return status;
}

static orm_status upsert_known(world *w)
{
    struct deed row = world_deed("u", 44), before = row;
    shadow_row *fact = shadow_find(&w->next, "u");
    int changes = fact->changes + 1;
    int64_t amount = fact->amount + row.amount;
    shadow_store(&w->next, &row);
    fact->changes = changes;
    fact->amount = amount;
    const orm_conflict by_code = {
        .on = orm_columns(deed_.code),
        .columns = orm_columns(deed_.note, deed_.data, deed_.tags, deed_.facts, deed_.span),
        .set = orm_set_to(deed_.amount, orm_add(deed_.amount, orm_excluded(deed_.amount))),
        .read_back = orm_columns(deed_.amount, deed_.note),
        .arena = w->arena
    };
    orm_status status =
        world_unchanged(deed_upsert(w->db, &row, &by_code), &before, &row, sizeof row);
    if (status == ORM_OK) {
        assert_int_equal(row.amount, amount);
        assert_int_equal(row.changes, changes);
    }
    return status;
}

static orm_status ignore_known(world *w)
{
    struct deed row = world_deed("a", 99), before = row;
    bool inserted = true;
    const orm_status status = deed_insert_or_ignore(w->db, &row, NULL, &inserted);
    assert_memory_equal(&before, &row, sizeof row);
    assert_int_equal(inserted, status != ORM_OK);
    return status;
}

static orm_status insert_or_ignore(world *w)
{
    struct deed row = world_deed("i", 6), before = row;
    bool inserted = false;
    orm_status status = world_unchanged(deed_insert_or_ignore(w->db, &row, NULL, &inserted),
                                        &before, &row, sizeof row);
    assert_int_equal(inserted, status == ORM_OK);
    shadow_store(&w->next, &before)->id = status == ORM_OK ? row.id : 0;
    return status;
}

static orm_status find_or_insert(world *w, const char *code, bool is_known)
{
    struct deed row = world_deed(code, 8), before = row;
    const orm_conflict by_code = { .on = orm_columns(deed_.code), .arena = w->arena };
    bool inserted = is_known;
    orm_status status = world_unchanged(deed_find_or_insert(w->db, &row, &by_code, &inserted),
                                        &before, &row, sizeof row);
    assert_int_equal(inserted, is_known == (status != ORM_OK));
    if (!is_known) {
        shadow_store(&w->next, &before)->id = status == ORM_OK ? row.id : 0;
    }
    return status;
}

static orm_status find_or_insert_new(world *w)
{
    return find_or_insert(w, "f", false);
}

static orm_status find_or_insert_known(world *w)
{
    return find_or_insert(w, "large", true);
}

/* ---- deletes ---- */

static orm_status delete_row(world *w)
{
    struct deed row = known(w, "f", 0);
    shadow_drop(&w->next, "f");
    return deed_delete(w->db, &row);
}

static orm_status delete_key(world *w)
{
    const struct deed row = known(w, "c", 0);
    shadow_drop(&w->next, "c");
    return deed_delete_key(w->db, row.id);
}

static const unit units[] = {
    { "insert, generated key", insert_generated },
    { "insert, NULLs", insert_nulls },
    { "insert, explicit key", insert_explicit },
    { "insert with options", insert_with },
    { "insert, large values", insert_large },
    { "update, version", update_versioned },
    { "update, columns", update_columns },
    { "update, expression", update_by_expression },
    { "upsert, new", upsert_new },
    { "upsert, known", upsert_known },
    { "insert or ignore, known", ignore_known },
    { "insert or ignore, new", insert_or_ignore },
    { "find or insert, new", find_or_insert_new },
    { "find or insert, known", find_or_insert_known },
    { "delete", delete_row },
    { "delete by key", delete_key },
};

const unit_list units_write = UNITS(units);

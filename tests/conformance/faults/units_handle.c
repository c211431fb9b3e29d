/* Owns the units about the handle and its tables: those that the scenario begins and ends with. */
#include <string.h>

#include "faults/world.h"

static orm_status create_all(world *w)
{
    w->next.has_tables = true;
    return orm_create_all(w->db, &test_deeds_schema);
}

static const unit first[] = {
    { "create all", create_all },
    { "create all again", create_all },
};

const unit_list units_handle_first = UNITS(first);

static orm_status verify(world *w)
{
    const orm_difference *list = NULL;
    size_t count = 77;
    orm_status status = orm_verify(w->db, &test_deeds_schema, w->arena, &list, &count);
    assert_int_equal(count, status == ORM_OK ? 0 : 77);
    assert_null(list);
    return status;
}

static orm_status reconnect(world *w)
{
    return w->is_wrapped ? ORM_OK : orm_reconnect(w->db);
}

static orm_status within_time(world *w)
{
    struct deed row = world_deed("timed", 1);
    orm_status status = orm_set_timeout(w->db, 60000);
    if (status == ORM_OK) {
        status = world_insert(w, &row);
    }
    orm_status reset = orm_set_timeout(w->db, 0); /* a lost connection has a limit, too */
    assert_true(reset == ORM_OK || status != ORM_OK);
    return status;
}

static orm_status cancel(world *w)
{
    struct deed row = world_deed("late", 1);
    orm_status status = orm_cancel(w->db); /* of nothing */
    return status == ORM_OK ? world_insert(w, &row) : status;
}

static orm_status exec(world *w)
{
    shadow_find(&w->next, "late")->amount = 12;
    return orm_exec(w->db, "UPDATE deed SET amount = 12 WHERE code = 'late'");
}

static orm_status drop_all(world *w)
{
    w->next = (shadow){ .has_tables = false };
    return orm_drop_all(w->db, &test_deeds_schema);
}

static const unit last[] = {
    { "verify", verify }, { "reconnect", reconnect }, { "a time limit", within_time },
    { "cancel", cancel }, { "exec", exec },           { "drop all", drop_all },
};

const unit_list units_handle_last = UNITS(last);

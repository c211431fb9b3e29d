/* Owns the hook that notes. */
#include "notes.h"

#include <stdio.h>
#include <string.h>

static const char *const names[] = { "bi", "ai", "bu", "au", "bd", "ad", "al" };

static const char *notes_event(orm_hook_event event)
{
    size_t i = 0;
    while ((int)event != 1 << i) {
        i++;
    }
    return names[i];
}

void notes_append(struct notes *notes, const char *text)
{
    size_t used = strlen(notes->text);
    (void)snprintf(notes->text + used, sizeof notes->text - used, "%s%s", used == 0 ? "" : " ",
                   text);
}

static orm_status write_remark(orm_hook *hook, struct notes *notes, const struct member *row)
{
    char text[64];
    (void)snprintf(text, sizeof text, "%s %s %ld", notes_event(hook->event), row->email,
                   (long)notes->written++);
    struct remark remark = { .member_id = row->id, .text = text };
    return remark_insert(hook->db, &remark);
}

orm_status notes_note(orm_hook *hook)
{
    struct notes *notes = hook->ctx;
    const struct member *row = hook->row;
    char text[64];
    (void)snprintf(text, sizeof text, "%s:%s", notes_event(hook->event), row->email);
    notes_append(notes, text);
    bool refuses = notes->refuses == hook->event && (notes->at == 0 || notes->at == hook->element);
    if (refuses) {
        return orm_hook_refuse(hook, "%s is not wanted", row->email);
    }
    return notes->remarks ? write_remark(hook, notes, row) : ORM_OK;
}

void notes_begin(engine_fixture *fx, struct notes *notes)
{
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    assert_ok(fx->db,
              orm_hook_add(fx->db, &member_entity, ORM_EVERY_EVENT, notes_note, notes, NULL));
}

struct member notes_ada(void)
{
    return (struct member){ .id = -1, .email = (char *)"ada", .name = (char *)"Ada", .visits = 1 };
}

void notes_assert(struct notes *notes, const char *expected)
{
    assert_string_equal(notes->text, expected);
    notes->text[0] = '\0';
}

void notes_assert_answer(engine_fixture *fx, const char *expression, const char *expected)
{
    const char *answer = engine_ask(fx, fx->db, expression);
    assert_string_equal(answer == NULL ? "NULL" : answer, expected);
}

void notes_assert_members(engine_fixture *fx, const char *count, const char *remarks)
{
    notes_assert_answer(fx, "(SELECT CAST(count(*) AS text) FROM member)", count);
    notes_assert_answer(fx, "(SELECT CAST(count(*) AS text) FROM remark)", remarks);
    assert_int_equal(orm_depth(fx->db), 0);
}

/* A struct of the program's own that is one column: its bytes. */
#include <math.h>
#include <string.h>

#include "support/engine.h"
#include "test_scanned.orm.h"

static void begin(engine_fixture *fx)
{
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
}

/* All bytes are set, those of the padding too. */
static void fill(struct pen *pen, unsigned char byte)
{
    memset(pen, byte, sizeof *pen);
    pen->width = byte * 0.1;
    pen->colour[1] = INT16_MIN;
    pen->style.gap = UINT8_MAX;
}

static void test_b033_bytes_come_back_as_they_were(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct pen second;
    struct drawing drawing = { .second = &second }, found;
    fill(&drawing.pen, 1);
    fill(&second, 2);
    second.width = -INFINITY;
    assert_ok(fx->db, drawing_insert(fx->db, &drawing));
    assert_ok(fx->db, drawing_find(fx->db, drawing.id, &found, fx->arena));
    assert_memory_equal(&found.pen, &drawing.pen, sizeof found.pen);
    assert_ptr_not_equal(found.second, drawing.second);
    assert_memory_equal(found.second, &second, sizeof second);
    unsigned char key[sizeof(struct pen)];
    memcpy(key, &drawing.pen, sizeof key);
    assert_ok(fx->db, drawing_find_by_pen(fx->db, key, &found, fx->arena));
    assert_int_equal(found.id, drawing.id);
    assert_fails(fx->db, ORM_UNIQUE, drawing_insert(fx->db, &drawing));
    fill(&drawing.pen, 3);
    drawing.second = NULL;
    assert_ok(fx->db, drawing_update(fx->db, &drawing));
    assert_ok(fx->db, drawing_find(fx->db, drawing.id, &found, fx->arena));
    assert_memory_equal(&found.pen, &drawing.pen, sizeof found.pen);
    assert_null(found.second);
}

static void test_b033_other_bytes_are_refused(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct drawing drawing = { 0 }, found;
    fill(&drawing.pen, 1);
    assert_ok(fx->db, drawing_insert(fx->db, &drawing));
    engine_exec(fx->db, "UPDATE drawing SET pen = x'0102'", "UPDATE drawing SET pen = '\\x0102'");
    assert_fails(fx->db, ORM_CONVERSION, drawing_find(fx->db, drawing.id, &found, fx->arena));
    assert_string_equal(orm_db_error(fx->db)->column, "pen");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b033_other_bytes_are_refused),
    ENGINE_TEST(test_b033_bytes_come_back_as_they_were),
};

ENGINE_MAIN(tests)

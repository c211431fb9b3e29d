/* The numbers of the server's types: what the driver knows of them is what the server's catalogue
 * says. */
#include "driver/engine.h"

#include "driver/postgresql.h"

static void every_type_of_the_server(void **state)
{
    fixture *f = *state;
    result r = query(f,
                     "SELECT oid::bigint, typarray::bigint, typelem::bigint, typcategory = 'A'"
                     " FROM pg_type WHERE typtype = 'b'",
                     NULL, 0);
    size_t known = 0, arrays = 0;
    for (size_t i = 0; i < r.rows; i++) {
        Oid oid = (Oid)cell(&r, i, 0)->as.integer;
        orm_postgresql_shape shape = orm__postgresql_type_shape(oid);
        assert_non_null(shape.type);
        if (shape.is_array) {
            assert_true(cell(&r, i, 3)->as.boolean);
            assert_int_equal(cell(&r, i, 2)->as.integer, shape.type->oid);
            arrays++;
        } else if (shape.type->oid != 0) {
            assert_int_equal(oid, shape.type->oid);
            assert_true(shape.type->array == 0 ||
                        cell(&r, i, 1)->as.integer == (int64_t)shape.type->array);
            known++;
        } else {
            assert_int_equal(shape.type->taken, ORM_TYPE_NULL);
            assert_int_equal(shape.type->form, ORM_POSTGRESQL_FORM_OPAQUE);
        }
    }
    assert_true(known >= 21 && arrays >= 11); /* "unknown" is a pseudo-type */
}

/* What a kind is declared with takes the value that the kind becomes; a list of it goes in
 * binary. */
static void every_kind(void **state)
{
    (void)state;
    for (int kind = ORM_KIND_NONE; kind <= ORM_KIND_COUNT; kind++) {
        orm_parameter_type type = { .kind = (orm_kind)kind };
        Oid scalar = orm__postgresql_type_declared(type);
        type.list = true;
        Oid list = orm__postgresql_type_declared(type);
        assert_int_equal(scalar == 0, list == 0);
        if (scalar != 0) {
            orm_postgresql_shape shape = orm__postgresql_type_shape(list);
            assert_true(shape.is_array);
            assert_int_equal(shape.type->oid, scalar);
            assert_int_not_equal(shape.type->taken, ORM_TYPE_NULL);
        }
    }
}

/* No type has the number 0, though rows of the table have no array. */
static void no_type(void **state)
{
    (void)state;
    orm_postgresql_shape shape = orm__postgresql_type_shape(0);
    assert_false(shape.is_array);
    assert_int_equal(shape.type->oid, 0);
    assert_int_equal(shape.type->taken, ORM_TYPE_NULL);
}

static const struct CMUnitTest tests[] = {
    DRIVER_TEST(every_type_of_the_server),
    DRIVER_TEST(every_kind),
    DRIVER_TEST(no_type),
};

DRIVER_MAIN(tests)

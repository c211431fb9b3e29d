/* Questions to a table: conditions, order, a page, a count. An operand that does not fit its column
 * does not compile. */
#include "example.h"
#include "sample.h"

static orm_status ask_conditions(orm_db *db)
{
    TRY(sample_print(db, "at least an hour, longest first",
                     &(orm_query){ .where = orm_ge(task_.minutes, 60),
                                   .order_by = { orm_desc(task_.minutes) } }));
    TRY(sample_print(db, "open and not urgent",
                     &(orm_query){ .where = orm_and(orm_eq(task_.done, false),
                                                    orm_ne(task_.priority, PRIORITY_HIGH)),
                                   .order_by = { orm_asc(task_.id) } }));
    const enum priority some[] = { PRIORITY_LOW, PRIORITY_HIGH };
    return sample_print(db, "low or high, by title",
                        &(orm_query){ .where = orm_in(task_.priority, some, 2),
                                      .order_by = { orm_asc(task_.title) } });
}

static orm_status ask_texts(orm_db *db)
{
    TRY(sample_print(db, "like 'Water%'",
                     &(orm_query){ .where = orm_like(task_.title, "Water%"),
                                   .order_by = { orm_asc(task_.id) } }));
    /* contains takes its text literally: % is a percent sign. */
    return sample_print(db, "contains '% of'",
                        &(orm_query){ .where = orm_contains(task_.title, "% of") });
}

static orm_status ask_pages(orm_db *db)
{
    TRY(sample_print(
        db, "the second page of two rows",
        &(orm_query){ .order_by = { orm_asc(task_.id) }, .limit = orm_limit(2), .offset = 2 }));
    int64_t count = 0;
    TRY(task_count(db, &(orm_query){ .where = orm_eq(task_.person_id, 2) }, &count));
    printf("Grace has %" PRId64 " tasks\n", count);
    return ORM_OK;
}

static orm_status run(orm_db *db)
{
    TRY(sample_store(db));
    TRY(ask_conditions(db));
    TRY(ask_texts(db));
    return ask_pages(db);
}

int main(int argc, char **argv)
{
    return example_run(argc, argv, &tasks_schema, run);
}

/* A search form: eight fields, each of which may be empty. The filter copies every condition, so
 * the blocks in which they are written may end. */
#include "example.h"
#include "sample.h"

struct form {
    const char *title, *not_in_title; /* NULL = not filled in */
    int64_t person_id;                /* 0 */
    int32_t minutes_from, minutes_to; /* 0 */
    const enum priority *priorities;  /* NULL */
    size_t priority_count;
    bool only_open, only_unknown;
};

static void add_texts(orm_filter *filter, const struct form *form)
{
    if (form->title != NULL) {
        orm_filter_and(filter, orm_contains(task_.title, form->title));
    }
    if (form->not_in_title != NULL) {
        orm_filter_and(filter, orm_not(orm_contains(task_.title, form->not_in_title)));
    }
}

static void add_numbers(orm_filter *filter, const struct form *form)
{
    if (form->person_id != 0) {
        orm_filter_and(filter, orm_eq(task_.person_id, form->person_id));
    }
    if (form->minutes_from != 0) {
        orm_filter_and(filter, orm_ge(task_.minutes, form->minutes_from));
    }
    if (form->minutes_to != 0) {
        orm_filter_and(filter, orm_le(task_.minutes, form->minutes_to));
    }
    if (form->priorities != NULL) {
        orm_filter_and(filter, orm_in(task_.priority, form->priorities, form->priority_count));
    }
}

static orm_status search(orm_db *db, const char *title, const struct form *form)
{
    orm_filter *filter = NULL;
    TRY(orm_filter_new(NULL, &filter));
    add_texts(filter, form);
    add_numbers(filter, form);
    /* Without an if block no copy is needed: orm_when is the condition, or none. */
    const orm_query query = {
        .where =
            orm_and(orm_filter_where(filter), orm_when(form->only_open, orm_eq(task_.done, false)),
                    orm_when(form->only_unknown, orm_is_null(task_.minutes))),
        .order_by = { orm_asc(task_.id) },
    };
    const orm_status status = sample_print(db, title, &query);
    orm_filter_free(filter);
    return status;
}

static orm_status run(orm_db *db)
{
    const enum priority urgent[] = { PRIORITY_HIGH };
    TRY(sample_store(db));
    TRY(search(db, "an empty form finds all", &(struct form){ 0 }));
    TRY(search(db, "water, but no plants",
               &(struct form){ .title = "Water", .not_in_title = "plants" }));
    TRY(search(db, "Ada's, short and open",
               &(struct form){ .person_id = 1, .minutes_to = 60, .only_open = true }));
    TRY(search(db, "long and urgent",
               &(struct form){ .minutes_from = 120, .priorities = urgent, .priority_count = 1 }));
    return search(db, "of unknown length", &(struct form){ .only_unknown = true });
}

int main(int argc, char **argv)
{
    return example_run(argc, argv, &tasks_schema, run);
}

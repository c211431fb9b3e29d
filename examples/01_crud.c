/* One row at a time: insert, find, update, delete. */
#include "example.h"
#include "tasks.orm.h"

static orm_status print_person(orm_db *db, int64_t id)
{
    orm_arena *arena = NULL; /* owns the texts of what is found */
    TRY(orm_arena_new(NULL, &arena));
    struct person person;
    orm_status status = person_find(db, id, &person, arena);
    if (status == ORM_OK) {
        printf("person %" PRId64 " is %s, email %s\n", person.id, person.name,
               person.email != NULL ? person.email : "unknown");
    } else if (status == ORM_NOT_FOUND) {
        printf("there is no person %" PRId64 "\n", id);
        status = ORM_OK;
    }
    orm_arena_free(arena);
    return status;
}

static orm_status print_owner(orm_db *db, const char *email)
{
    orm_arena *arena = NULL;
    TRY(orm_arena_new(NULL, &arena));
    struct person person;
    const orm_status status = person_find_by_email(db, email, &person, arena);
    if (status == ORM_OK) {
        printf("%s belongs to %s\n", email, person.name);
    }
    orm_arena_free(arena);
    return status;
}

static orm_status run(orm_db *db)
{
    /* The database chooses the key; insert writes it into the struct. */
    struct person ada = { .name = "Ada" };
    TRY(person_insert(db, &ada));
    printf("inserted with key %" PRId64 "\n", ada.id);
    TRY(print_person(db, ada.id));

    /* Update writes all members but the key. */
    ada.email = "ada@example.org";
    TRY(person_update(db, &ada));
    TRY(print_person(db, ada.id));
    TRY(print_owner(db, "ada@example.org"));

    /* The program chooses the key. */
    const struct person grace = { .id = 42, .name = "Grace" };
    TRY(person_insert_with_key(db, &grace));
    TRY(print_person(db, 42));

    TRY(person_delete(db, &ada));
    TRY(person_delete_key(db, 42));
    TRY(print_person(db, 42));
    printf("deleting it again: %s\n", orm_status_text(person_delete_key(db, 42)));
    return ORM_OK;
}

int main(int argc, char **argv)
{
    return example_run(argc, argv, &tasks_schema, run);
}

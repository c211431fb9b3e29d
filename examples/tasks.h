/* People and what they have to do: the structs of most examples. */
#ifndef TASKS_H
#define TASKS_H

#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>

enum priority { PRIORITY_LOW, PRIORITY_NORMAL, PRIORITY_HIGH };

struct ORM_TABLE(person) person {
    int64_t id ORM_COLUMN(primary_key);
    char *name ORM_COLUMN(not_null);
    char *email ORM_COLUMN(unique); /* a NULL pointer is an SQL NULL */
};

struct ORM_TABLE(task) task {
    int64_t id ORM_COLUMN(primary_key);
    int64_t person_id ORM_COLUMN(references = person.id, on_delete = cascade, index);
    char *title ORM_COLUMN(not_null);
    enum priority priority ORM_COLUMN(); /* stored by name */
    int32_t minutes ORM_COLUMN(check = "{minutes} >= 0", null_flag = minutes_unknown);
    bool minutes_unknown; /* no column of its own: true where minutes is NULL */
    int64_t due_at ORM_COLUMN(type = timestamp, unit = s, null_if = 0);
    bool done ORM_COLUMN();
};

#endif

/* A hook that notes what happens to members, and refuses or writes where it is asked to. */
#ifndef CONFORMANCE_NOTES_H
#define CONFORMANCE_NOTES_H

#include "support/engine.h"
#include "test_scanned.orm.h"

/* What hooks have noted, and what they are to do. */
struct notes {
    char text[1024];
    orm_hook_event refuses; /* 0 = none */
    size_t at;              /* the element that is refused; 0 = any */
    bool remarks;           /* a row is written at each event */
    size_t written;         /* so far */
};

/* The hook; its ctx is the notes. */
orm_status notes_note(orm_hook *hook);
void notes_append(struct notes *notes, const char *text);

/* Makes the tables, and adds the hook for every event of a member. */
void notes_begin(engine_fixture *fx, struct notes *notes);

struct member notes_ada(void);

/* What was noted since the last time. */
void notes_assert(struct notes *notes, const char *expected);

/* The value of an expression; how many members and remarks there are, outside of a transaction. */
void notes_assert_answer(engine_fixture *fx, const char *expression, const char *expected);
void notes_assert_members(engine_fixture *fx, const char *count, const char *remarks);

#endif

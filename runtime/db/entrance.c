/* Owns the entrance of a handle, and how a process sees that it has inherited one. */
/* MAP_ANONYMOUS and MADV_WIPEONFORK are no part of C11 */
#define _DEFAULT_SOURCE
#include "db/entrance.h"

#include <sys/mman.h>
#include <unistd.h>

#include "db/db.h"
#include "db/deadline.h"
#include "db/level.h"
#include "db/link.h"
#include "db/transaction.h"

static size_t page_size(void)
{
    long size = sysconf(_SC_PAGESIZE);
    return size > 0 ? (size_t)size : 4096;
}

/* NULL: this system has no such pages. */
static orm_entrance *map_page(void)
{
#ifdef MADV_WIPEONFORK
    size_t size = page_size();
    void *page = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED) {
        return NULL;
    }
    if (madvise(page, size, MADV_WIPEONFORK) == 0) {
        return page;
    }
    (void)munmap(page, size);
#endif
    return NULL;
}

static bool has_page(const orm_db *db)
{
    return db->entrance != &db->own_entrance;
}

void orm__entrance_init(orm_db *db)
{
    orm_entrance *page = map_page();
    db->owner = (int64_t)getpid();
    db->entrance = page != NULL ? page : &db->own_entrance;
    db->entrance->is_ours = 1;
    orm__entrance_update(db);
}

void orm__entrance_fini(orm_db *db)
{
    if (db->entrance != NULL && has_page(db)) {
        (void)munmap(db->entrance, page_size());
    }
}

/* Without a page only the system knows the process, and is asked at each call. */
void orm__entrance_update(orm_db *db)
{
    bool asks_for_more = db->options.reconnect || db->timeout_ns != 0 || db->deadline_ns != 0 ||
                         db->is_lent || db->debts.count > 0 || db->hooks.waiting != NULL;
    db->entrance->is_open = has_page(db) && db->entrance->is_ours && !asks_for_more;
}

bool orm__entrance_is_ours(const orm_db *db)
{
    return db->entrance->is_ours && (has_page(db) || db->owner == (int64_t)getpid());
}

bool orm__entrance_is_foreign(orm_db *db)
{
    if (orm__entrance_is_ours(db)) {
        return false;
    }
    if (!db->is_disowned) {
        db->is_disowned = true;
        if (db->link->driver->disown != NULL) {
            db->link->driver->disown(db->link);
        }
    }
    return true;
}

orm_status orm__entrance_pass(orm_db *db, const void *caller)
{
    if (db == NULL || db->in_callback) {
        return ORM_MISUSE;
    }
    db->caller = caller;
    if (orm__entrance_is_foreign(db)) {
        return orm__db_fail_with(db, ORM_MISUSE,
                                 "the handle was opened by another process: this one, forked off "
                                 "since, may only close it");
    }
    orm__deadline_arm(db);
    if (db->is_lent) {
        db->is_lent = false;
        orm__entrance_update(db);
        orm__transaction_follow(db);
    }
    orm_status status = db->debts.count > 0 ? orm__debt_settle(db) : ORM_OK;
    if (status == ORM_OK && db->options.reconnect) {
        status = orm__link_revive(db);
    }
    return status == ORM_OK && db->hooks.waiting != NULL ? orm__level_begin(db->hooks.waiting)
                                                         : status;
}

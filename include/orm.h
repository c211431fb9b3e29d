/* Corm: the one header that a program needs; orm/sys/ is for authors of drivers.
 *
 * Threads: an object may be used by one thread at a time; different objects by different threads.
 * An orm_pool may be shared, and the tables of orm/meta.h, which are constant. The library has no
 * global state.
 *
 * Ownership: a returned pointer is borrowed; an output called x_out of type T ** is owned by the
 * caller and freed with the verb that its function names. Outputs are untouched on failure. */
#ifndef ORM_H
#define ORM_H

#include <orm/alloc.h>
#include <orm/annotations.h>
#include <orm/arena.h>
#include <orm/batch.h>
#include <orm/change.h>
#include <orm/columns.h>
#include <orm/converter.h>
#include <orm/crud.h>
#include <orm/db.h>
#include <orm/error.h>
#include <orm/export.h>
#include <orm/expr.h>
#include <orm/filter.h>
#include <orm/function.h>
#include <orm/hooks.h>
#include <orm/instance.h>
#include <orm/interval.h>
#include <orm/json.h>
#include <orm/log.h>
#include <orm/meta.h>
#include <orm/native.h>
#include <orm/notify.h>
#include <orm/pool.h>
#include <orm/query.h>
#include <orm/raw.h>
#include <orm/result.h>
#include <orm/rows.h>
#include <orm/transaction.h>
#include <orm/upsert.h>
#include <orm/value.h>
#include <orm/verify.h>
#include <orm/version.h>

#endif

/* A decorator driver: reports each statement to a log callback, with its time and its rows. Owns
 * the link that it wraps. */
#ifndef ORM_DRIVER_TRACE_H
#define ORM_DRIVER_TRACE_H

#include <orm/log.h>
#include <orm/sys/driver.h>

/* Wraps a link. caller: where the address of the asking program stands at the time of each event;
 * borrowed for the life of the link. *link_out: owned; its close closes inner. On failure inner
 * stays the caller's. Errors: NO_MEMORY. */
orm_status orm__trace_wrap(orm_link *inner, const orm_allocator *allocator, orm_log_fn log,
                           void *log_ctx, const void *const *caller, orm_link **link_out,
                           orm_error *error);

#endif

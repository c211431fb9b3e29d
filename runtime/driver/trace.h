/* A decorator driver: reports each statement to a log callback, with its time and its rows. Owns
 * the link that it wraps. */
#ifndef ORM_DRIVER_TRACE_H
#define ORM_DRIVER_TRACE_H

#include <orm/log.h>
#include <orm/sys/driver.h>

/* An execution, as it was asked for. Borrowed during the callback. */
typedef struct orm_trace_run {
    const orm_parameter_type *types;
    const orm_value *values;
    size_t count;
} orm_trace_run;

/* Hears of each event. run: NULL where nothing was prepared. */
typedef void (*orm_trace_fn)(void *ctx, const orm_log_event *event, const orm_trace_run *run);

/* Who hears, and where the address of the asking program stands at the time of each event. Borrowed
 * for the life of the link. */
typedef struct orm_trace {
    orm_trace_fn tell;
    void *ctx;
    const void *const *caller;
} orm_trace;

/* Wraps a link. *link_out: owned; its close closes inner. On failure inner stays the caller's.
 * Errors: NO_MEMORY. */
orm_status orm__trace_wrap(orm_link *inner, const orm_allocator *allocator, const orm_trace *trace,
                           orm_link **link_out, orm_error *error);

#endif

/* The way of events to the program's log callback. */
#ifndef ORM_DB_LOG_H
#define ORM_DB_LOG_H

#include "driver/trace.h"

struct orm_db;

/* An orm_trace_fn; ctx: the handle, which has a log. */
void orm__log_event(void *ctx, const orm_log_event *event, const orm_trace_run *run);

/* What the engine says; ctx: the handle, with a log or without. */
void orm__log_notice(void *ctx, const char *message);

/* What the program should change. */
void orm__log_warning(struct orm_db *db, const char *message);

#endif

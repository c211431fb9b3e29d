/* The struct of the consumer. */
#ifndef NOTE_H
#define NOTE_H

#include <orm/annotations.h>
#include <stdint.h>

#include "mood.h"

struct ORM_TABLE(consumer_note) note {
    int64_t id ORM_COLUMN(primary_key);
    char *title ORM_COLUMN(not_null, unique);
    enum mood mood ORM_COLUMN();
};

#endif

/* Texts that are built in a buffer and live in an arena. Owns nothing. */
#ifndef ORM_SQL_ARENA_TEXT_H
#define ORM_SQL_ARENA_TEXT_H

#include <orm/arena.h>
#include "base/buffer.h"

/* Makes a buffer whose memory is the arena's: no fini, and its text lives as long as the arena. */
void orm__arena_text_init(orm_buffer *buffer, orm_arena *arena);

#endif

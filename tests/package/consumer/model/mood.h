/* What note.h includes: a change here must lead to a new scan. */
#ifndef MOOD_H
#define MOOD_H

enum mood { MOOD_CALM, MOOD_CROSS };

#endif

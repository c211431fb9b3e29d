/* A day of the daemon's life, told by what it reads: the same program on each engine tells the
 * same. */
#ifndef REAL_DAEMON_STORY_H
#define REAL_DAEMON_STORY_H

#include <stdio.h>

#include "real/daemon/wallet.h"

/* On tables that tables_fill has filled. */
void story_tell(wallet *w, FILE *out);

#endif

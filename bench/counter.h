/* Counting of instructions between two points, where the program runs under callgrind: it leaves a
 * dump with a label. Nothing happens anywhere else. */
#ifndef COUNTER_H
#define COUNTER_H

#if __has_include(<valgrind/callgrind.h>)

#include <valgrind/callgrind.h>

#define COUNTER_START() CALLGRIND_START_INSTRUMENTATION
#define COUNTER_STOP() CALLGRIND_STOP_INSTRUMENTATION
#define COUNTER_DUMP(label) CALLGRIND_DUMP_STATS_AT(label)

#else

#define COUNTER_START() ((void)0)
#define COUNTER_STOP() ((void)0)
#define COUNTER_DUMP(label) ((void)(label))

#endif

#endif

/* The table of a contest. */
#ifndef REPORT_H
#define REPORT_H

#include "contest.h"

void report_print(const struct contest *contest, const side_work *work);

#endif

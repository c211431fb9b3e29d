/* The counters of a channel, which lie in the channels' own table and which the daemon reads and adds
 * to by themselves: a second struct of one table, so a target of its own. */
#ifndef REAL_DAEMON_COUNTERS_H
#define REAL_DAEMON_COUNTERS_H

#include <orm/annotations.h>

#include "rows.h"

struct counted_channel {
	u64 dbid;
	struct channel_stats stats;
};

ORM_MAP(counters, struct counted_channel, name = channels)
{
	ORM_MEMBER(dbid, name = id, primary_key, assigned);
	ORM_MEMBER(stats.in_payments_offered, name = in_payments_offered, null_reads_as = 0);
	ORM_MEMBER(stats.in_msatoshi_offered.millisatoshis, name = in_msatoshi_offered,
		   null_reads_as = 0);
	ORM_MEMBER(stats.in_payments_fulfilled, name = in_payments_fulfilled, null_reads_as = 0);
	ORM_MEMBER(stats.in_msatoshi_fulfilled.millisatoshis, name = in_msatoshi_fulfilled,
		   null_reads_as = 0);
	ORM_MEMBER(stats.out_payments_offered, name = out_payments_offered, null_reads_as = 0);
	ORM_MEMBER(stats.out_msatoshi_offered.millisatoshis, name = out_msatoshi_offered,
		   null_reads_as = 0);
	ORM_MEMBER(stats.out_payments_fulfilled, name = out_payments_fulfilled, null_reads_as = 0);
	ORM_MEMBER(stats.out_msatoshi_fulfilled.millisatoshis, name = out_msatoshi_fulfilled,
		   null_reads_as = 0);
}

#endif

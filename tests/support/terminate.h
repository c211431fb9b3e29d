/* Ends sessions of a PostgreSQL server, by SQL that every version knows. */
#ifndef TESTS_SUPPORT_TERMINATE_H
#define TESTS_SUPPORT_TERMINATE_H

/* A statement that ends those sessions of pg_stat_activity for which the condition holds, all but
 * its own, and waits until they are gone. The condition stands within quotes: its own are doubled.
 * (pg_terminate_backend waits by itself from version 14 on.) */
#define TERMINATE_SESSIONS(condition)                                      \
    "DO 'DECLARE victim int; BEGIN"                                        \
    " FOR victim IN SELECT pid FROM pg_stat_activity WHERE " condition     \
    " AND pid <> pg_backend_pid() LOOP"                                    \
    " PERFORM pg_terminate_backend(victim);"                               \
    " WHILE EXISTS (SELECT FROM pg_stat_activity WHERE pid = victim) LOOP" \
    " PERFORM pg_sleep(0.005); PERFORM pg_stat_clear_snapshot(); END LOOP; END LOOP; END'"

#endif

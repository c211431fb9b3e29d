/* Ends sessions of a PostgreSQL server, by SQL that every version knows. */
#ifndef TESTS_SUPPORT_TERMINATE_H
#define TESTS_SUPPORT_TERMINATE_H

/* A statement that ends those sessions of pg_stat_activity for which the condition holds, all but
 * its own, and waits until their processes are gone. The condition stands within quotes: its own
 * are doubled. Before version 14 nothing tells that: a session leaves the view a moment earlier. */
#define TERMINATE_SESSIONS(condition)                                       \
    "DO 'DECLARE victim int; BEGIN"                                         \
    " FOR victim IN SELECT pid FROM pg_stat_activity WHERE " condition      \
    " AND pid <> pg_backend_pid() LOOP"                                     \
    " IF current_setting(''server_version_num'')::int >= 140000 THEN"       \
    " PERFORM pg_terminate_backend(victim, 10000); CONTINUE; END IF;"       \
    " PERFORM pg_terminate_backend(victim);"                                \
    " WHILE EXISTS (SELECT FROM pg_stat_activity WHERE pid = victim) LOOP"  \
    " PERFORM pg_sleep(0.005); PERFORM pg_stat_clear_snapshot(); END LOOP;" \
    " PERFORM pg_sleep(0.05); END LOOP; END'"

#endif

/* Owns the stopping and starting of a test's own server: by the script that it was given. */
#include "server.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static bool control(const char *verb, const char *way)
{
    const char *program = getenv("ORM_TEST_CONTROL");
    int status = -1;
    pid_t child = program == NULL ? -1 : fork();
    if (child == 0) {
        (void)execl(program, program, verb, way, (char *)NULL);
        _exit(127);
    }
    bool is_run = child > 0 && waitpid(child, &status, 0) == child;
    return is_run && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool server_stops(const char *way)
{
    return control("stop", way);
}

void server_stop(const char *way)
{
    assert_true(server_stops(way));
}

void server_start(void)
{
    assert_true(control("start", NULL));
}

engine_fixture *server_begin_test(void **state)
{
    engine_fixture *fx = *state;
    if (getenv("ORM_TEST_CONTROL") == NULL) {
        skip();
    }
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    return fx;
}

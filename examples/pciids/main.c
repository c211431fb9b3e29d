/* pciids [URL] [FILE]: stores the list of PCI IDs and asks questions about it.
 *
 * Owns the command line and the messages of what failed. */
#include <orm.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ask.h"
#include "change.h"
#include "list.h"
#include "parse.h"
#include "step.h"
#include "store.h"

static const char default_url[] = "sqlite:pciids.db";
static const char default_file[] = "/usr/share/misc/pci.ids";
enum { INTEL = 0x8086 };

/* line: 0 = of no line in particular. */
static void print_place_of(const char *path, unsigned line)
{
    if (line != 0) {
        fprintf(stderr, "%s:%u: ", path, line);
    } else {
        fprintf(stderr, "%s: ", path);
    }
}

static bool read_list(const char *path, struct list *list)
{
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        perror(path);
        fputs("pciids: Debian's package pci.ids has that file\n", stderr);
        return false;
    }
    parse_error error = { .line = 0 };
    const struct step step = step_begin("read the file");
    const bool parsed = parse_file(file, list, &error);
    (void)fclose(file);
    if (!parsed) {
        print_place_of(path, error.line);
        fprintf(stderr, "%s\n", error.message);
        return false;
    }
    step_end(&step, (int64_t)list_count(list));
    return true;
}

static orm_status store(orm_db *db, const struct list *list, const char *path)
{
    const struct step creating = step_begin("create the tables");
    orm_status status = store_create_tables(db);
    if (status != ORM_OK) {
        return status;
    }
    step_end(&creating, 0);

    unsigned line = 0;
    const struct step storing = step_begin("store all rows in one transaction");
    status = store_list(db, list, &line);
    if (status == ORM_OK) {
        step_end(&storing, (int64_t)list_count(list));
    } else if (line != 0) {
        print_place_of(path, line);
        fputs("the row was refused\n", stderr);
    }
    return status;
}

static void print_error(orm_status status, const orm_error *error)
{
    fprintf(stderr, "pciids: %s", orm_status_text(status));
    if (error->status != status) { /* it came from a call without a handle */
        fputc('\n', stderr);
        return;
    }
    fprintf(stderr, ": %s\n", error->message);
    if (error->sql != NULL) {
        fprintf(stderr, "    %s\n", error->sql);
    }
}

/* Says where the rows are; a URL of PostgreSQL may hold a password. */
static void print_place(const orm_db *db, const char *url)
{
    static const char prefix[] = "sqlite:";
    if (strncmp(url, prefix, sizeof prefix - 1) != 0) {
        printf("database: %s\n", orm_db_dialect(db));
        return;
    }
    char *path = realpath(url + sizeof prefix - 1, NULL);
    printf("database: %s %s\n", orm_db_dialect(db), path != NULL ? path : url + sizeof prefix - 1);
    free(path);
}

static orm_status demonstrate(orm_db *db, const struct list *list, const char *path)
{
    orm_status status = store(db, list, path);
    if (status == ORM_OK) {
        status = ask_all(db, INTEL);
    }
    if (status == ORM_OK) {
        status = change_and_roll_back(db, INTEL);
    }
    return status;
}

static bool run(const char *url, const char *path, struct list *list)
{
    orm_db *db = NULL;
    orm_error error;
    const orm_status opened = orm_open(url, NULL, &db, &error);
    if (opened != ORM_OK) {
        print_error(opened, &error);
        return false;
    }
    print_place(db, url);
    printf("file:     %s\n\n", path);
    step_print_heading();
    const bool read = read_list(path, list);
    const orm_status status = read ? demonstrate(db, list, path) : ORM_OK;
    if (status != ORM_OK) {
        print_error(status, orm_db_error(db));
    }
    orm_close(db);
    return read && status == ORM_OK;
}

int main(int argc, char **argv)
{
    if (argc > 3 || (argc > 1 && argv[1][0] == '-')) {
        fprintf(stderr,
                "usage: pciids [URL] [FILE]\n"
                "  URL   sqlite:PATH or postgresql://USER@HOST/DATABASE (default: %s)\n"
                "  FILE  the list of PCI IDs (default: %s)\n"
                "Tables called pci_... of this program are dropped and created anew.\n",
                default_url, default_file);
        return 2;
    }
    struct list list;
    if (!list_init(&list)) {
        fputs("pciids: out of memory\n", stderr);
        return 1;
    }
    const bool done =
        run(argc > 1 ? argv[1] : default_url, argc > 2 ? argv[2] : default_file, &list);
    list_fini(&list);
    return done ? 0 : 1;
}

/* A struct whose header is not yours to change is mapped from a header that is (files.h): here the
 * struct stat of the system, with what fstat() says of three files. */
#include "example.h"
#include "files.orm.h"

#include <time.h>

/* A file without a name that has so many bytes and was changed at this time. */
static bool make_file(size_t size, time_t changed_at, struct stat *file_out)
{
    const struct timespec times[] = { { .tv_sec = changed_at }, { .tv_sec = changed_at } };
    FILE *file = tmpfile();
    bool is_made = file != NULL;
    for (size_t i = 0; is_made && i < size; i++) {
        is_made = fputc('x', file) != EOF;
    }
    is_made = is_made && fflush(file) == 0 && futimens(fileno(file), times) == 0 &&
              fstat(fileno(file), file_out) == 0;
    if (file != NULL) {
        (void)fclose(file);
    }
    return is_made;
}

static orm_status store_file(orm_db *db, ino_t number, size_t size, time_t changed_at)
{
    struct stat file;
    if (!make_file(size, changed_at, &file)) {
        (void)fputs("cannot make a file\n", stderr);
        return ORM_MISUSE;
    }
    file.st_ino = number; /* the file is gone, and its own number may come again */
    return file_insert(db, &file);
}

static orm_status store(orm_db *db)
{
    TRY(store_file(db, 0, 5, 86400));
    TRY(store_file(db, 1, 0, 1700000000));
    TRY(store_file(db, 2, 4096, 1600000000));
    return ORM_OK;
}

static orm_status run(orm_db *db)
{
    orm_rows *rows = NULL;
    TRY(store(db));
    TRY(file_select(db,
                    &(orm_query){ .where = orm_gt(file_.st_size, 0),
                                  .order_by = { orm_desc(file_.st_mtim_tv_sec) } },
                    &rows));
    for (const struct stat *file; (file = file_next(rows)) != NULL;) {
        printf("%4jd bytes, changed at %jd\n", (intmax_t)file->st_size, (intmax_t)file->st_mtime);
    }
    const orm_status status = orm_rows_status(rows);
    orm_rows_free(rows);
    return status;
}

int main(int argc, char **argv)
{
    return example_run(argc, argv, &files_schema, run);
}

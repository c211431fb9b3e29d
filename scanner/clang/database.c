/* Owns the reading of compilation databases. Libclang finds and guesses the entry; what its words
 * say is clang/command's business. */
#include "clang/database.h"

#include <clang-c/CXCompilationDatabase.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "clang/overheard.h"
#include "clang/unit.h"

/* All of a command's words but the compiler's name, which is the first. */
static bool list_words(scan_context *context, CXCompileCommand command, scan_list *words)
{
    unsigned count = clang_CompileCommand_getNumArgs(command);
    bool is_good = true;
    for (unsigned i = 1; is_good && i < count; i++) {
        const char *word = scan_unit_take(context, clang_CompileCommand_getArg(command, i));
        is_good = word != NULL && scan_unit_add(context, words, word);
    }
    return is_good;
}

static bool read_command(scan_context *context, CXCompileCommand command, scan_flag_list *list)
{
    const char *folder = scan_unit_take(context, clang_CompileCommand_getDirectory(command));
    scan_list all = { 0 };
    if (folder == NULL || !list_words(context, command, &all)) {
        return false;
    }
    scan_flag_list words = { .flags = (const char *const *)all.items, .count = all.count };
    return scan_command_expand(context, folder, words, &words) &&
           scan_command_flags(context, folder, words, list);
}

static bool read_guessed(scan_context *context, CXCompilationDatabase database, const char *folder,
                         const char *file, scan_flag_list *list)
{
    CXCompileCommands commands = clang_CompilationDatabase_getCompileCommands(database, file);
    bool is_any = commands != NULL && clang_CompileCommands_getSize(commands) > 0;
    bool is_good =
        is_any && read_command(context, clang_CompileCommands_getCommand(commands, 0), list);
    if (!is_any) {
        scan_diag_error(context->diag, (scan_place){ 0 },
                        "the compilation database in %s has no flags for %s; --like FILE names a "
                        "file whose flags fit",
                        folder, file);
    }
    if (commands != NULL) {
        clang_CompileCommands_dispose(commands);
    }
    return is_good;
}

static bool is_same(const char *path, const char *other)
{
    struct stat one, two;
    return strcmp(path, other) == 0 || (stat(path, &one) == 0 && stat(other, &two) == 0 &&
                                        one.st_dev == two.st_dev && one.st_ino == two.st_ino);
}

/* A source that the build makes need not be there yet: of that the folder counts. */
static bool is_same_file(scan_context *context, const char *path, const char *other)
{
    const char *name = strrchr(path, '/'), *other_name = strrchr(other, '/');
    if (is_same(path, other) || name == NULL || other_name == NULL ||
        strcmp(name, other_name) != 0 || access(path, F_OK) == 0) {
        return is_same(path, other);
    }
    const char *folder = scan_unit_text(context, "%.*s/", (int)(name - path), path);
    const char *other_folder = scan_unit_text(context, "%.*s/", (int)(other_name - other), other);
    return folder != NULL && other_folder != NULL && is_same(folder, other_folder);
}

/* Whether the entry is of the file, under whatever name. */
static bool is_of(scan_context *context, CXCompileCommand command, const char *file)
{
    const char *folder = scan_unit_take(context, clang_CompileCommand_getDirectory(command));
    const char *name = scan_unit_take(context, clang_CompileCommand_getFilename(command));
    if (folder == NULL || name == NULL) {
        return false;
    }
    const char *path = name[0] == '/' ? name : scan_unit_text(context, "%s/%s", folder, name);
    return path != NULL && is_same_file(context, path, file);
}

/* Of the entry of that very file: where there is none libclang guesses, which is not what was asked
 * for. A compile_flags.txt has no entries: its flags are those of any file. False: reported. */
static bool read_named(scan_context *context, CXCompilationDatabase database, const char *folder,
                       const char *file, scan_flag_list *list)
{
    CXCompileCommands all = clang_CompilationDatabase_getAllCompileCommands(database);
    unsigned count = all == NULL ? 0 : clang_CompileCommands_getSize(all), i = 0;
    while (i < count && !is_of(context, clang_CompileCommands_getCommand(all, i), file)) {
        i++;
    }
    bool is_good = false;
    if (i < count) {
        is_good = read_command(context, clang_CompileCommands_getCommand(all, i), list);
    } else if (count == 0) {
        is_good = read_guessed(context, database, folder, file, list);
    } else {
        scan_diag_error(context->diag, (scan_place){ 0 },
                        "compile_commands.json in %s has no entry for %s; --like names a file that "
                        "has one",
                        folder, file);
    }
    if (all != NULL) {
        clang_CompileCommands_dispose(all);
    }
    return is_good;
}

/* The first line behind these words; its size is 0 where they are not there. */
static const char *find_line(const char *text, const char *words, int *size_out)
{
    const char *found = strstr(text, words);
    const char *line = found == NULL ? text : found + strlen(words);
    *size_out = found == NULL ? 0 : (int)strcspn(line, "\n");
    return line;
}

/* Where libclang says "YAML:3:7: error: ...", and what. False: it says nothing like that. */
static bool report_syntax(scan_context *context, const char *folder, const char *said)
{
    int size = 0;
    const char *at = find_line(said, "YAML:", &size);
    const char *what = find_line(at, " error: ", &size);
    char *end = NULL;
    scan_place place = { .line = (unsigned)strtoul(at, &end, 10) };
    if (size == 0 || place.line == 0 || *end != ':') {
        return false;
    }
    place.column = (unsigned)strtoul(end + 1, NULL, 10);
    place.file = scan_unit_text(context, "%s/compile_commands.json", folder);
    scan_diag_error(context->diag, place, "this is no compilation database: %.*s", size, what);
    return true;
}

static void report_unreadable(scan_context *context, const char *folder, const char *said)
{
    int size = 0;
    const char *what = find_line(said, "json-compilation-database: ", &size);
    scan_diag_error(context->diag, (scan_place){ 0 },
                    "cannot read compile_commands.json in %s%s%.*s", folder, size > 0 ? ": " : "",
                    size, what);
}

/* As if the file were the only one in its folder. */
static CXCompilationDatabase open_alone(scan_context *context, const char *file,
                                        CXCompilationDatabase_Error *error)
{
    const char *given = getenv("TMPDIR");
    const char *below = given == NULL || given[0] == '\0' ? "/tmp" : given;
    const char *pattern = scan_unit_text(context, "%s/orm-scan-XXXXXX", below);
    char *folder = pattern == NULL ? NULL : scan_unit_zeroed(context, strlen(pattern) + 1, 1);
    const char *link = NULL;
    CXCompilationDatabase database = NULL;
    *error = CXCompilationDatabase_CanNotLoadDatabase;
    if (folder == NULL || mkdtemp(strcpy(folder, pattern)) == NULL) {
        return NULL;
    }
    link = scan_unit_text(context, "%s/compile_commands.json", folder);
    if (link != NULL && symlink(file, link) == 0) {
        database = clang_CompilationDatabase_fromDirectory(folder, error);
        (void)unlink(link);
    }
    (void)rmdir(folder);
    return database;
}

/* Where both files are libclang takes compile_flags.txt; the other one says more. */
static CXCompilationDatabase open_database(scan_context *context, const char *folder,
                                           CXCompilationDatabase_Error *error)
{
    struct stat status;
    const char *entries = scan_unit_text(context, "%s/compile_commands.json", folder);
    const char *flags = scan_unit_text(context, "%s/compile_flags.txt", folder);
    bool are_both = entries != NULL && flags != NULL && stat(entries, &status) == 0 &&
                    stat(flags, &status) == 0;
    return are_both ? open_alone(context, entries, error)
                    : clang_CompilationDatabase_fromDirectory(folder, error);
}

bool scan_database_read(scan_context *context, const char *folder, const char *file, bool is_named,
                        scan_flag_list *list_out)
{
    scan_flag_list list = { 0 };
    scan_overheard overheard;
    scan_overheard_begin(&overheard);
    CXCompilationDatabase_Error error = CXCompilationDatabase_NoError;
    CXCompilationDatabase database = open_database(context, folder, &error);
    bool is_open = database != NULL && error == CXCompilationDatabase_NoError;
    bool is_good = is_open && (is_named ? read_named(context, database, folder, file, &list)
                                        : read_guessed(context, database, folder, file, &list));
    if (database != NULL) {
        clang_CompilationDatabase_dispose(database);
    }
    const char *said = scan_overheard_end(&overheard, context);
    if (report_syntax(context, folder, said)) {
        is_good = false;
    } else if (!is_open) {
        report_unreadable(context, folder, said);
    }
    *list_out = list;
    return is_good;
}

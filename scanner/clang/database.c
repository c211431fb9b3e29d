/* Owns the reading of compilation databases. Libclang finds and guesses the entry; here its flags are
 * chosen and turned to where the entry was compiled. */
#include "clang/database.h"

#include <clang-c/CXCompilationDatabase.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "clang/flags.h"
#include "clang/overheard.h"
#include "clang/unit.h"
#include "clang/words.h"

/* The flag, its path seen from the entry's folder. */
static const char *turned(scan_context *context, const char *folder, const char *flag,
                          const char *path)
{
    bool is_whole = path[0] == '/' || path[0] == '=' || path[0] == '\0';
    return is_whole ? flag
                    : scan_unit_text(context, "%.*s%s/%s", (int)(path - flag), flag, folder, path);
}

/* One flag that is kept: it and, where that stands apart, its value. */
static bool add_flag(scan_context *context, const char *folder, const char *const *flag,
                     size_t count, scan_list *list)
{
    const char *path = scan_flags_path(flag, count);
    const char *first = flag[0], *second = count > 1 ? flag[1] : NULL;
    if (path != NULL && path != second) {
        first = turned(context, folder, first, path);
    } else if (path != NULL) {
        second = turned(context, folder, second, path);
    }
    return first != NULL && scan_unit_add(context, list, first) &&
           (second == NULL || scan_unit_add(context, list, second));
}

/* What CMake writes of a target's options: several flags in one. */
static bool add_several(scan_context *context, const char *text, scan_list *words)
{
    size_t size = strlen(text) + 1;
    char *rest = scan_unit_zeroed(context, size, 1);
    if (rest == NULL) {
        return false;
    }
    memcpy(rest, text, size);
    const char *word = scan_words_next(&rest);
    while (word != NULL && scan_unit_add(context, words, word)) {
        word = scan_words_next(&rest);
    }
    return word == NULL;
}

static bool list_words(scan_context *context, CXCompileCommand command, scan_list *words)
{
    static const char several[] = "SHELL:";
    unsigned count = clang_CompileCommand_getNumArgs(command);
    bool is_good = true;
    for (unsigned i = 0; is_good && i < count; i++) {
        const char *word = scan_unit_take(context, clang_CompileCommand_getArg(command, i));
        if (word != NULL && strncmp(word, several, strlen(several)) == 0) {
            is_good = add_several(context, word + strlen(several), words);
        } else {
            is_good = word != NULL && scan_unit_add(context, words, word);
        }
    }
    return is_good;
}

/* All of a command's words but the compiler's name, which is the first. */
static bool add_command(scan_context *context, CXCompileCommand command, scan_list *list)
{
    const char *folder = scan_unit_take(context, clang_CompileCommand_getDirectory(command));
    scan_list all = { 0 };
    bool is_good = folder != NULL && list_words(context, command, &all);
    const char *const *words = (const char *const *)all.items;
    for (size_t i = 1, skip; is_good && i < all.count && strcmp(words[i], "--") != 0; i += skip) {
        size_t keep = scan_flags_keep(&words[i], all.count - i, &skip);
        is_good = keep == 0 || add_flag(context, folder, &words[i], keep, list);
    }
    return is_good;
}

static bool read_guessed(scan_context *context, CXCompilationDatabase database, const char *folder,
                         const char *file, scan_list *list)
{
    CXCompileCommands commands = clang_CompilationDatabase_getCompileCommands(database, file);
    bool is_any = commands != NULL && clang_CompileCommands_getSize(commands) > 0;
    bool is_good =
        is_any && add_command(context, clang_CompileCommands_getCommand(commands, 0), list);
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

/* Whether the entry is of the file, under whatever name. */
static bool is_of(scan_context *context, CXCompileCommand command, const char *file)
{
    const char *folder = scan_unit_take(context, clang_CompileCommand_getDirectory(command));
    const char *name = scan_unit_take(context, clang_CompileCommand_getFilename(command));
    if (folder == NULL || name == NULL) {
        return false;
    }
    const char *path = name[0] == '/' ? name : scan_unit_text(context, "%s/%s", folder, name);
    struct stat one, other;
    return path != NULL &&
           (strcmp(path, file) == 0 || (stat(path, &one) == 0 && stat(file, &other) == 0 &&
                                        one.st_dev == other.st_dev && one.st_ino == other.st_ino));
}

/* Of the entry of that very file: where there is none libclang guesses, which is not what was asked for. A
 * compile_flags.txt has no entries: its flags are those of any file. False: reported. */
static bool read_named(scan_context *context, CXCompilationDatabase database, const char *folder,
                       const char *file, scan_list *list)
{
    CXCompileCommands all = clang_CompilationDatabase_getAllCompileCommands(database);
    unsigned count = all == NULL ? 0 : clang_CompileCommands_getSize(all), i = 0;
    while (i < count && !is_of(context, clang_CompileCommands_getCommand(all, i), file)) {
        i++;
    }
    bool is_good = false;
    if (i < count) {
        is_good = add_command(context, clang_CompileCommands_getCommand(all, i), list);
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

bool scan_database_read(scan_context *context, const char *folder, const char *file, bool is_named,
                        scan_flag_list *list_out)
{
    scan_list list = { 0 };
    scan_overheard overheard;
    scan_overheard_begin(&overheard);
    CXCompilationDatabase_Error error = CXCompilationDatabase_NoError;
    CXCompilationDatabase database = clang_CompilationDatabase_fromDirectory(folder, &error);
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
    *list_out = (scan_flag_list){ .flags = (const char *const *)list.items, .count = list.count };
    return is_good;
}

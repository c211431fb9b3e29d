/* Owns the table of options: parsing and --help both read it. An option that only asks for an
 * output is in the table of outputs. */
#include "options.h"

#include <stdlib.h>
#include <string.h>

#include "annotation/known.h"
#include "emit/emit.h"

enum { ERROR_LIMIT = 100 };

typedef enum option_id {
    OPTION_NAME,
    OPTION_OUTPUT,
    OPTION_CHECK,
    OPTION_DEPFILE,
    OPTION_EXPORT,
    OPTION_COLUMNS,
    OPTION_INCLUDE,
    OPTION_RESOURCE_DIR,
    OPTION_DATABASE,
    OPTION_LIKE,
    OPTION_DIAGNOSTICS,
    OPTION_ERROR_LIMIT,
    OPTION_HELP,
    OPTION_VERSION
} option_id;

typedef struct option {
    option_id id;
    const char *name;
    const char *value; /* what it takes; NULL = nothing */
    const char *help;  /* lines */
} option;

static const option options_known[] = {
    { OPTION_NAME, "--name", "TARGET", "of the files and the schema; needed" },
    { OPTION_OUTPUT, "-o", "FOLDER", "where the files go; needed, must exist" },
    { OPTION_EXPORT, "--export", NULL, "the tables of a shared library can be seen outside of it" },
    { OPTION_COLUMNS, "--columns", "STYLE",
      "how columns are called whose table does not say it: as_is,\n"
      "snake_case, camelCase or PascalCase" },
    { OPTION_CHECK, "--check", NULL,
      "write nothing; name each file that is not what would be\n"
      "written, and exit with 3 if there is one" },
    { OPTION_INCLUDE, "--include", "FILE",
      "include FILE before the headers, here and in the generated\n"
      "header: for headers that need a config.h; can be repeated" },
    { OPTION_DEPFILE, "--depfile", "FILE",
      "write a make rule that names every file that was read" },
    { OPTION_RESOURCE_DIR, "--resource-dir", "FOLDER",
      "of clang's own headers, where they are not found by themselves;\n"
      "none: do without, orm-scan has stand-ins for the most common" },
    { OPTION_DATABASE, "-p", "FOLDER",
      "take the compiler's flags from the compile_commands.json in FOLDER\n"
      "(those behind -- are added)" },
    { OPTION_LIKE, "--like", "FILE",
      "with -p: the flags of FILE; else those of the file that is named\n"
      "most like the first HEADER" },
    { OPTION_DIAGNOSTICS, "--diagnostics", "FORM",
      "text, or json: one line for editors on standard error" },
    { OPTION_ERROR_LIMIT, "--error-limit", "NUMBER",
      "how many errors and warnings are shown; 0 = all; else 100" },
    { OPTION_HELP, "--help", NULL, "print this" },
    { OPTION_VERSION, "--version", NULL, "print the version" },
};

static const char help_start[] =
    "Usage: orm-scan --name TARGET -o FOLDER [OPTION]... HEADER... [-- COMPILER-FLAG...]\n"
    "\n"
    "Reads the structs that the headers annotate (orm/annotations.h) and writes their tables\n"
    "for Corm: FOLDER/TARGET.orm.h and FOLDER/TARGET.orm.c.\n"
    "\n";

static const char help_end[] =
    "\n"
    "All headers are one translation unit, read as C. Of the compiler's flags those are used that\n"
    "change what a header says (-I, -D, -U, -include, -std, -m32, --target, --sysroot and such);\n"
    "the others are ignored, so a build's own flags can be given as they are.\n"
    "\n"
    "The generated header includes each HEADER by a path that a compiler with these flags finds:\n"
    "relative to FOLDER's own files or to one of the -I folders where the header is below one "
    "(the\n"
    "shortest such path), else relative from FOLDER.\n"
    "\n"
    "Files are written only if their text has changed, and none is if anything is wrong.\n"
    "Exit status:\n"
    "  0  all is well\n"
    "  1  the headers have errors\n"
    "  2  wrong usage, or a file that cannot be read or written\n"
    "  3  with --check: a file is missing or not what would be written\n";

static void print_option(const option *known, FILE *to)
{
    char title[64];
    (void)snprintf(title, sizeof title, "%s%s%s", known->name, known->value ? " " : "",
                   known->value ? known->value : "");
    const char *line = known->help;
    for (const char *label = title; line != NULL; label = "") {
        size_t size = strcspn(line, "\n");
        (void)fprintf(to, "  %-23s %.*s\n", label, (int)size, line);
        line = line[size] == '\0' ? NULL : line + size + 1;
    }
}

void scan_options_print_help(FILE *to)
{
    (void)fputs(help_start, to);
    for (size_t i = 0; i < sizeof options_known / sizeof options_known[0]; i++) {
        print_option(&options_known[i], to);
    }
    (void)fputs("\nOutputs beside those two:\n", to);
    size_t count = 0;
    const scan_emitter *emitters = scan_emit_outputs(&count);
    for (size_t i = 0; i < count; i++) {
        if (emitters[i].help != NULL) {
            const option known = { .name = emitters[i].option, .help = emitters[i].help };
            print_option(&known, to);
        }
    }
    (void)fputs(help_end, to);
}

static const option *find(const char *argument)
{
    for (size_t i = 0; i < sizeof options_known / sizeof options_known[0]; i++) {
        size_t size = strlen(options_known[i].name);
        if (strncmp(argument, options_known[i].name, size) != 0) {
            continue;
        }
        bool takes_value = options_known[i].value != NULL && argument[size] == '=';
        if (argument[size] == '\0' || takes_value) {
            return &options_known[i];
        }
    }
    return NULL;
}

static bool complain(FILE *errors, const char *what, const char *which)
{
    (void)fprintf(errors, "orm-scan: %s%s (orm-scan --help tells more)\n", what, which);
    return false;
}

static bool set_form(scan_options *options, const char *value, FILE *errors)
{
    options->json = strcmp(value, "json") == 0;
    return options->json || strcmp(value, "text") == 0 ||
           complain(errors, "--diagnostics is text or json, not ", value);
}

static bool set_limit(scan_options *options, const char *value, FILE *errors)
{
    size_t digits = strspn(value, "0123456789");
    options->error_limit = (size_t)strtoul(value, NULL, 10);
    return (digits > 0 && value[digits] == '\0') ||
           complain(errors, "--error-limit is a number, not ", value);
}

static bool set_naming(scan_options *options, const char *value, FILE *errors)
{
    const scan_word *word = scan_known_namings;
    while (word->name != NULL && strcmp(word->name, value) != 0) {
        word++;
    }
    options->naming = (scan_naming)word->value;
    return word->name != NULL ||
           complain(errors, "--columns is as_is, snake_case, camelCase or PascalCase, not ", value);
}

static bool set(scan_options *options, option_id id, const char *value, FILE *errors)
{
    switch (id) {
    case OPTION_NAME:
        options->name = value;
        break;
    case OPTION_OUTPUT:
        options->output_dir = value;
        break;
    case OPTION_DEPFILE:
        options->depfile = value;
        break;
    case OPTION_CHECK:
        options->check = true;
        break;
    case OPTION_EXPORT:
        options->exports = true;
        break;
    case OPTION_COLUMNS:
        return set_naming(options, value, errors);
    case OPTION_INCLUDE:
        options->includes[options->include_count++] = value;
        break;
    case OPTION_RESOURCE_DIR:
        options->resource_dir = value;
        break;
    case OPTION_DATABASE:
        options->database = value;
        break;
    case OPTION_LIKE:
        options->like = value;
        break;
    case OPTION_DIAGNOSTICS:
        return set_form(options, value, errors);
    case OPTION_ERROR_LIMIT:
        return set_limit(options, value, errors);
    case OPTION_HELP:
        options->help = true;
        break;
    case OPTION_VERSION:
        options->version = true;
        break;
    }
    return true;
}

/* False: the argument asks for no output. */
static bool ask_for_output(scan_options *options, const char *argument)
{
    bool is_known = false;
    size_t count = 0;
    const scan_emitter *emitters = scan_emit_outputs(&count);
    for (size_t i = 0; i < count; i++) {
        bool is_asked = emitters[i].option != NULL && strcmp(emitters[i].option, argument) == 0;
        options->outputs[i] = options->outputs[i] || is_asked;
        is_known = is_known || is_asked;
    }
    return is_known;
}

/* One option at argv[*at], which moves to its last argument. */
static bool read_option(scan_options *options, const char *const *argv, int *at, FILE *errors)
{
    const char *argument = argv[*at];
    const option *known = find(argument);
    if (known == NULL) {
        return ask_for_output(options, argument) ||
               complain(errors, "there is no option ", argument);
    }
    const char *value = argument + strlen(known->name);
    if (known->value != NULL && *value == '=') {
        value++;
    } else if (known->value != NULL) {
        value = argv[*at + 1];
        if (value == NULL || strcmp(value, "--") == 0) {
            return complain(errors, "a value is missing behind ", argument);
        }
        (*at)++;
    }
    return set(options, known->id, value, errors);
}

/* The name becomes a part of file names and, with '_' for the rest, of C names. */
static bool is_good_name(const char *name)
{
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.+-";
    return name[0] != '\0' && name[0] != '.' && name[0] != '-' &&
           name[strspn(name, allowed)] == '\0';
}

static bool check(const scan_options *options, FILE *errors)
{
    if (options->help || options->version) {
        return true;
    }
    if (options->name == NULL || options->output_dir == NULL) {
        return complain(errors, options->name == NULL ? "--name TARGET" : "-o FOLDER",
                        " is missing");
    }
    if (!is_good_name(options->name)) {
        return complain(errors, "a target's name is made of letters, digits and _ . + -, not ",
                        options->name);
    }
    if (options->like != NULL && options->database == NULL) {
        return complain(errors, "--like says whose flags of -p FOLDER are taken; -p is missing",
                        "");
    }
    return options->header_count > 0 || complain(errors, "no header is given", "");
}

/* Room for all that argv may hold; without options every output that needs none is wanted. */
static bool make_room(scan_options *options, int argc)
{
    size_t count = 0;
    const scan_emitter *emitters = scan_emit_outputs(&count);
    options->headers = calloc((size_t)argc + 1, sizeof *options->headers);
    options->includes = calloc((size_t)argc + 1, sizeof *options->includes);
    options->outputs = calloc(count, sizeof *options->outputs);
    for (size_t i = 0; options->outputs != NULL && i < count; i++) {
        options->outputs[i] = emitters[i].option == NULL;
    }
    return options->headers != NULL && options->includes != NULL && options->outputs != NULL;
}

bool scan_options_parse(scan_options *options, int argc, const char *const *argv, FILE *errors)
{
    *options = (scan_options){ .error_limit = ERROR_LIMIT };
    if (!make_room(options, argc)) {
        return complain(errors, "out of memory", "");
    }
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--") == 0) {
            options->flags = &argv[i + 1];
            options->flag_count = (size_t)(argc - i - 1);
            break;
        }
        if (argv[i][0] != '-' || argv[i][1] == '\0') {
            options->headers[options->header_count++] = argv[i];
        } else if (!read_option(options, argv, &i, errors)) {
            return false;
        }
    }
    return check(options, errors);
}

void scan_options_fini(scan_options *options)
{
    free(options->headers);
    free(options->includes);
    free(options->outputs);
}

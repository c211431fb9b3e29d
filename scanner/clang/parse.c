/* Owns the call of clang: the in-memory files and the command line. */
#include "clang/parse.h"

#include <string.h>

#include "base/buffer.h"
#include "clang/builtin.h"
#include "clang/cut.h"
#include "clang/flags.h"
#include "clang/map.h"
#include "clang/refused.h"
#include "clang/report.h"
#include "clang/resource.h"
#include "clang/unit.h"

/* The headers in the order given, and what the model wants to know of the target machine. */
static const char *write_main_file(scan_unit *unit)
{
    const scan_request *request = unit->request;
    orm_buffer text;
    scan_diag_buffer_init(unit->context->diag, &text);
    for (size_t i = 0; i < request->include_count; i++) {
        orm__buffer_format(&text, "#include \"%s\"\n", request->includes[i]);
    }
    for (size_t i = 0; i < request->header_count; i++) {
        orm__buffer_format(&text, "#include \"%s\"\n", request->headers[i].path);
    }
    orm__buffer_text(&text, "enum { orm_scan_long_size = sizeof(long) };\n");
    return scan_diag_keep_text(unit->context->diag, &text, unit->context->arena);
}

/* Once for all headers of a folder: clang looks on the disk for each. */
static bool add_generated_header(scan_unit *unit, scan_list *names, const char *folder)
{
    const char *path = scan_unit_text(unit->context, "%s/%s.orm.h", folder, unit->request->name);
    size_t i = 0;
    while (path != NULL && i < names->count && strcmp(names->items[i], path) != 0) {
        i++;
    }
    return path != NULL && (i < names->count || scan_unit_add(unit->context, names, path));
}

/* The header that this scan will write may be included already: it counts as if it declared nothing
 * yet, under every name that an include path can give it, so that a stale one does no harm. */
static const char generated_header[] = "#if __has_include(<orm.h>)\n#include <orm.h>\n#endif\n";

static bool list_generated_header(scan_unit *unit, scan_list *names)
{
    const scan_request *request = unit->request;
    bool is_good = add_generated_header(unit, names, request->output_dir);
    const char *folder = NULL;
    for (size_t i = 0; is_good && i < request->header_count; i++) {
        const char *path = request->headers[i].path;
        size_t size = (size_t)(strrchr(path, '/') - path);
        if (folder == NULL || strlen(folder) != size || memcmp(folder, path, size) != 0) {
            folder = scan_unit_text(unit->context, "%.*s", (int)size, path);
            is_good = folder != NULL && add_generated_header(unit, names, folder);
        }
    }
    for (size_t i = 0, skip; is_good && i < request->flag_count; i += skip) {
        const char *const *flag = &request->flags[i];
        (void)scan_flags_keep(flag, request->flag_count - i, &skip);
        folder = scan_flags_quote_folder(flag, request->flag_count - i);
        is_good = folder == NULL || add_generated_header(unit, names, folder);
    }
    return is_good;
}

/* What gcc's keywords stand for where clang has none of them. Decimals have their size and nothing
 * else: declarations pass, and a column of one is refused. */
static const char prelude[] = "#if defined(__FLOAT128__)\n"
                              "typedef __float128 _Float128;\n"
                              "#elif __LDBL_MANT_DIG__ == 113\n"
                              "typedef long double _Float128;\n"
                              "#endif\n"
                              "#define _Decimal32 orm_scan_decimal32\n"
                              "#define _Decimal64 orm_scan_decimal64\n"
                              "#define _Decimal128 orm_scan_decimal128\n"
                              "typedef float _Decimal32 __attribute__((vector_size(4)));\n"
                              "typedef float _Decimal64 __attribute__((vector_size(8)));\n"
                              "typedef float _Decimal128 __attribute__((vector_size(16)));\n";

static void add_unsaved(scan_unit *unit, const char *name, const char *text)
{
    unit->unsaved[unit->unsaved_count++] =
        (struct CXUnsavedFile){ .Filename = name, .Contents = text, .Length = strlen(text) };
}

static bool fill_unsaved(scan_unit *unit)
{
    scan_list names = { 0 };
    const char *main_file = write_main_file(unit);
    if (main_file == NULL || !list_generated_header(unit, &names)) {
        return false;
    }
    size_t builtin_count = 0;
    const scan_builtin *builtins = scan_builtin_headers(&builtin_count);
    unit->unsaved =
        scan_unit_zeroed(unit->context, names.count + builtin_count + 2, sizeof *unit->unsaved);
    if (unit->unsaved == NULL) {
        return false;
    }
    add_unsaved(unit, SCAN_MAIN_FILE, main_file);
    add_unsaved(unit, SCAN_PRELUDE_FILE, prelude);
    for (size_t i = 0; i < names.count; i++) {
        add_unsaved(unit, names.items[i], generated_header);
    }
    for (size_t i = 0; i < builtin_count; i++) {
        add_unsaved(unit, builtins[i].path, builtins[i].text);
    }
    return true;
}

static bool add_arguments(scan_unit *unit, const char *const *arguments, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!scan_unit_add(unit->context, &unit->arguments, arguments[i])) {
            return false;
        }
    }
    return true;
}

/* Lost annotations and open quotes are warnings of clang's, so warnings stay on for them alone. */
static bool fill_arguments(scan_unit *unit)
{
    static const char *const own[] = { "-xc",
                                       "-DORM_SCAN=1",
                                       "-Wno-everything",
                                       "-Wignored-attributes",
                                       "-Winvalid-pp-token",
                                       "-include",
                                       SCAN_PRELUDE_FILE,
                                       "-ferror-limit=0" };
    const scan_request *request = unit->request;
    bool is_good =
        add_arguments(unit, own, sizeof own / sizeof own[0]) && scan_resource_add_flags(unit);
    for (size_t i = 0, skip; is_good && i < request->flag_count; i += skip) {
        size_t keep = scan_flags_keep(&request->flags[i], request->flag_count - i, &skip);
        bool is_for_clang = scan_flags_is_for_clang(request->flags[i]);
        is_good = !is_for_clang || add_arguments(unit, &request->flags[i], keep);
    }
    const char *const last[] = { "-I", request->output_dir };
    return is_good && add_arguments(unit, last, 2);
}

static bool look_up_files(scan_unit *unit)
{
    const scan_request *request = unit->request;
    unit->files = scan_unit_zeroed(unit->context, request->header_count, sizeof *unit->files);
    unit->texts = scan_unit_zeroed(unit->context, request->header_count, sizeof *unit->texts);
    for (size_t i = 0; unit->files != NULL && i < request->header_count; i++) {
        unit->files[i] = clang_getFile(unit->tu, request->headers[i].path);
    }
    return unit->files != NULL && unit->texts != NULL;
}

static bool parse(scan_unit *unit, unsigned options)
{
    enum CXErrorCode code = clang_parseTranslationUnit2(
        unit->index, SCAN_MAIN_FILE, (const char *const *)unit->arguments.items,
        (int)unit->arguments.count, unit->unsaved, unit->unsaved_count,
        options | CXTranslationUnit_KeepGoing, &unit->tu);
    if (code != CXError_Success) {
        scan_refused_report(unit, code);
        return false;
    }
    return true;
}

static void begin_anew(scan_unit *unit)
{
    clang_disposeTranslationUnit(unit->tu);
    unit->tu = NULL;
    unit->seen_file = NULL;
    unit->seen_marks.count = 0;
    unit->touched.count = 0;
}

/* Mappings stand in bodies of functions. What others hold there is not the scan's business, also
 * where clang cannot read it. */
static bool parse_bodies(scan_unit *unit)
{
    begin_anew(unit);
    bool is_good = parse(unit, CXTranslationUnit_None) && look_up_files(unit);
    if (is_good) {
        scan_map_report(unit);
    }
    return is_good;
}

/* As if the headers that lack it included it: what else is wrong is told as well. */
static bool parse_with_annotations(scan_unit *unit)
{
    const char *const include[] = { "-include", "orm/annotations.h" };
    begin_anew(unit);
    bool is_good = add_arguments(unit, include, 2) &&
                   parse(unit, CXTranslationUnit_SkipFunctionBodies) && look_up_files(unit);
    if (is_good) {
        scan_report_all(unit);
    }
    return is_good && !unit->lacks_annotations;
}

/* Without what something that is not closed has swallowed; what is left may have more of that. */
static bool parse_cut(scan_unit *unit)
{
    enum { MOST = 100 };
    bool is_good = true, is_open = true;
    for (int i = 0; is_good && is_open && i < MOST; i++) {
        begin_anew(unit);
        is_good = scan_cut_apply(unit) && parse(unit, CXTranslationUnit_SkipFunctionBodies) &&
                  look_up_files(unit);
        is_open = is_good && scan_report_open(unit);
    }
    if (is_good && !is_open) {
        scan_report_before_cut(unit);
    }
    return is_good && !is_open;
}

static bool parse_all(scan_unit *unit)
{
    unit->index = clang_createIndex(0, 0);
    if (!parse(unit, CXTranslationUnit_SkipFunctionBodies) || !look_up_files(unit)) {
        return false;
    }
    scan_report_all(unit);
    if (unit->lacks_annotations && !parse_with_annotations(unit)) {
        return false;
    }
    if (unit->cuts.count > 0 && !parse_cut(unit)) {
        return false;
    }
    if (unit->is_unreadable || unit->lacks_files) {
        return !unit->is_unreadable;
    }
    return (!scan_map_is_any(unit) || parse_bodies(unit));
}

scan_unit *scan_parse_open(const scan_request *request, scan_context *context)
{
    scan_unit *unit = scan_unit_zeroed(context, 1, sizeof *unit);
    if (unit == NULL) {
        return NULL;
    }
    unit->request = request;
    unit->context = context;
    if (fill_unsaved(unit) && fill_arguments(unit) && parse_all(unit)) {
        return unit;
    }
    scan_parse_close(unit);
    return NULL;
}

void scan_parse_close(scan_unit *unit)
{
    if (unit == NULL) {
        return;
    }
    if (unit->tu != NULL) {
        clang_disposeTranslationUnit(unit->tu);
    }
    if (unit->index != NULL) {
        clang_disposeIndex(unit->index);
    }
}

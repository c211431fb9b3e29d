/* Owns the search for the flags that clang refuses: each is tried alone, on an empty file. */
#include "clang/refused.h"

#include "base/buffer.h"
#include "clang/flags.h"

enum { MOST = 3 }; /* the language, a flag, its value */

static bool is_refused(const scan_unit *unit, const char *const *flag, size_t count)
{
    struct CXUnsavedFile empty = { .Filename = SCAN_MAIN_FILE, .Contents = "" };
    const char *arguments[MOST] = { "-xc", flag[0], count > 1 ? flag[1] : NULL };
    CXTranslationUnit tu = NULL;
    enum CXErrorCode code = clang_parseTranslationUnit2(unit->index, SCAN_MAIN_FILE, arguments,
                                                        count > 1 ? MOST : MOST - 1, &empty, 1,
                                                        CXTranslationUnit_None, &tu);
    if (tu != NULL) {
        clang_disposeTranslationUnit(tu);
    }
    return code != CXError_Success;
}

static void report_flag(const scan_unit *unit, const char *const *flag, size_t count)
{
    scan_diag_error(
        unit->context->diag, (scan_place){ 0 },
        "clang refuses the compiler flag %s%s%s; give one that it knows, or leave it out", flag[0],
        count > 1 ? " " : "", count > 1 ? flag[1] : "");
}

/* No flag alone is to blame. */
static void report_together(const scan_unit *unit, const orm_buffer *kept, enum CXErrorCode code)
{
    const char *text = orm__buffer_string(kept);
    scan_diag_error(unit->context->diag, (scan_place){ 0 },
                    "clang cannot parse with these flags together (libclang error %d):%s",
                    (int)code, text == NULL ? "" : text);
}

void scan_refused_report(scan_unit *unit, enum CXErrorCode code)
{
    const scan_request *request = unit->request;
    bool is_told = false;
    orm_buffer kept;
    scan_diag_buffer_init(unit->context->diag, &kept);
    for (size_t i = 0, skip; i < request->flag_count; i += skip) {
        const char *const *flag = &request->flags[i];
        size_t keep = scan_flags_keep(flag, request->flag_count - i, &skip);
        for (size_t k = 0; k < keep; k++) {
            orm__buffer_format(&kept, " %s", flag[k]);
        }
        if (keep > 0 && scan_flags_is_for_clang(*flag) && is_refused(unit, flag, keep)) {
            report_flag(unit, flag, keep);
            is_told = true;
        }
    }
    if (!is_told) {
        report_together(unit, &kept, code);
    }
    orm__buffer_fini(&kept);
    unit->context->is_misused = true;
}

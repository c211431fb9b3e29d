/* Owns the evaluation of C constants: a second in-memory unit with the expression as an enumerator,
 * so that macros, enumerators and sizeof mean what they mean in the headers. */
#include <string.h>

#include "clang/unit.h"

static enum CXChildVisitResult read_enumerator(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    if (clang_getCursorKind(cursor) != CXCursor_EnumConstantDecl) {
        return CXChildVisit_Recurse;
    }
    CXString name = clang_getCursorSpelling(cursor);
    bool is_ours = strcmp(clang_getCString(name), "orm_scan_value") == 0;
    clang_disposeString(name);
    if (!is_ours) {
        return CXChildVisit_Continue;
    }
    int64_t *value_out = data;
    *value_out = clang_getEnumConstantDeclValue(cursor);
    return CXChildVisit_Break;
}

static bool has_error(CXTranslationUnit tu)
{
    bool failed = false;
    for (unsigned i = 0; i < clang_getNumDiagnostics(tu); i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(tu, i);
        failed = failed || clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error;
        clang_disposeDiagnostic(diagnostic);
    }
    return failed;
}

/* The first unit had no error, so one in the second is the expression's. */
static bool evaluate(void *ctx, const char *expression, int64_t *value_out)
{
    scan_unit *unit = ctx;
    const struct CXUnsavedFile *first = &unit->unsaved[0];
    const char *text = scan_unit_text(unit->context, "%senum { orm_scan_value = (%s) };\n",
                                      first->Contents, expression);
    struct CXUnsavedFile *unsaved =
        scan_unit_zeroed(unit->context, unit->unsaved_count, sizeof *unsaved);
    if (text == NULL || unsaved == NULL) {
        return false;
    }
    memcpy(unsaved, unit->unsaved, unit->unsaved_count * sizeof *unsaved);
    unsaved[0].Contents = text;
    unsaved[0].Length = strlen(text);
    CXTranslationUnit tu = NULL;
    enum CXErrorCode code = clang_parseTranslationUnit2(
        unit->index, SCAN_MAIN_FILE, (const char *const *)unit->arguments.items,
        (int)unit->arguments.count, unsaved, unit->unsaved_count,
        CXTranslationUnit_SkipFunctionBodies, &tu);
    if (code != CXError_Success) {
        return false;
    }
    bool is_found = !has_error(tu) && clang_visitChildren(clang_getTranslationUnitCursor(tu),
                                                          read_enumerator, value_out) != 0;
    clang_disposeTranslationUnit(tu);
    return is_found;
}

scan_evaluator scan_evaluate_in(scan_unit *unit)
{
    return (scan_evaluator){ .evaluate = evaluate, .ctx = unit };
}

/* Owns the evaluation of C constants: a second in-memory unit with the expressions as enumerators, so
 * that macros, enumerators and sizeof mean what they mean in the headers. One parse serves all names
 * that annotations mention; what it cannot answer is asked alone. */
#include "clang/evaluate.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

static const char prefix[] = "orm_scan_value_";

/* The constants of one parse. */
typedef struct constants {
    scan_constant **items;
    size_t count;
} constants;

void scan_evaluate_note(scan_unit *unit, const char *expression)
{
    for (size_t i = 0; i < unit->constants.count; i++) {
        const scan_constant *known = unit->constants.items[i];
        if (strcmp(known->expression, expression) == 0) {
            return;
        }
    }
    scan_constant *constant = scan_unit_zeroed(unit->context, 1, sizeof *constant);
    if (constant != NULL) {
        constant->expression = expression;
        (void)scan_unit_add(unit->context, &unit->constants, constant);
    }
}

static enum CXChildVisitResult read_enumerator(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    constants *asked = data;
    if (clang_getCursorKind(cursor) != CXCursor_EnumConstantDecl) {
        return CXChildVisit_Recurse;
    }
    CXString name = clang_getCursorSpelling(cursor);
    const char *text = clang_getCString(name);
    size_t index = asked->count;
    if (strncmp(text, prefix, sizeof prefix - 1) == 0) {
        index = strtoull(text + sizeof prefix - 1, NULL, 10);
    }
    clang_disposeString(name);
    if (index < asked->count) {
        asked->items[index]->value = clang_getEnumConstantDeclValue(cursor);
        asked->items[index]->is_known = true;
    }
    return CXChildVisit_Continue;
}

/* The headers had no error, so each is an expression's: each has its own line behind first_line. */
static void forget_wrong_ones(CXTranslationUnit tu, unsigned first_line, const constants *asked)
{
    for (unsigned i = 0; i < clang_getNumDiagnostics(tu); i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(tu, i);
        unsigned line = 0;
        clang_getExpansionLocation(clang_getDiagnosticLocation(diagnostic), NULL, &line, NULL,
                                   NULL);
        if (clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error && line >= first_line &&
            line - first_line < asked->count) {
            asked->items[line - first_line]->is_known = false;
        }
        clang_disposeDiagnostic(diagnostic);
    }
}

static unsigned count_lines(const char *text)
{
    unsigned lines = 1;
    for (; *text != '\0'; text++) {
        lines += *text == '\n';
    }
    return lines;
}

static void parse(scan_unit *unit, const char *text, size_t size, constants *asked)
{
    struct CXUnsavedFile *unsaved =
        scan_unit_zeroed(unit->context, unit->unsaved_count, sizeof *unsaved);
    if (unsaved == NULL) {
        return;
    }
    memcpy(unsaved, unit->unsaved, unit->unsaved_count * sizeof *unsaved);
    unsaved[0].Contents = text;
    unsaved[0].Length = size;
    CXTranslationUnit tu = NULL;
    enum CXErrorCode code = clang_parseTranslationUnit2(
        unit->index, SCAN_MAIN_FILE, (const char *const *)unit->arguments.items,
        (int)unit->arguments.count, unsaved, unit->unsaved_count,
        CXTranslationUnit_SkipFunctionBodies, &tu);
    if (code == CXError_Success) {
        clang_visitChildren(clang_getTranslationUnitCursor(tu), read_enumerator, asked);
        forget_wrong_ones(tu, count_lines(unit->unsaved[0].Contents), asked);
        clang_disposeTranslationUnit(tu);
    }
}

static void ask(scan_unit *unit, constants *asked)
{
    orm_buffer text;
    scan_diag_buffer_init(unit->context->diag, &text);
    orm__buffer_text(&text, unit->unsaved[0].Contents);
    for (size_t i = 0; i < asked->count; i++) {
        orm__buffer_format(&text, "enum { %s%zu = (%s) };\n", prefix, i,
                           asked->items[i]->expression);
    }
    const char *string = orm__buffer_string(&text);
    if (string != NULL) {
        parse(unit, string, text.size, asked);
    }
    orm__buffer_fini(&text);
}

static const scan_constant *find(const scan_unit *unit, const char *expression)
{
    for (size_t i = 0; i < unit->constants.count; i++) {
        const scan_constant *constant = unit->constants.items[i];
        if (constant->is_known && strcmp(constant->expression, expression) == 0) {
            return constant;
        }
    }
    return NULL;
}

static bool evaluate(void *ctx, const char *expression, int64_t *value_out)
{
    scan_unit *unit = ctx;
    if (!unit->has_constants) {
        constants noted = { .items = (scan_constant **)unit->constants.items,
                            .count = unit->constants.count };
        unit->has_constants = true;
        ask(unit, &noted);
    }
    const scan_constant *found = find(unit, expression);
    scan_constant alone = { .expression = expression };
    if (found == NULL) {
        scan_constant *items[] = { &alone };
        ask(unit, &(constants){ .items = items, .count = 1 });
        found = alone.is_known ? &alone : NULL;
    }
    if (found != NULL) {
        *value_out = found->value;
    }
    return found != NULL;
}

scan_evaluator scan_evaluate_in(scan_unit *unit)
{
    return (scan_evaluator){ .evaluate = evaluate, .ctx = unit };
}

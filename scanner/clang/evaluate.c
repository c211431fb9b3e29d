/* Owns the evaluation of C constants: a second in-memory unit with the expressions in declarations,
 * so that macros, enumerators and sizeof mean what they mean in the headers. One parse serves all
 * names that annotations mention; what it cannot answer is asked alone. */
#include "clang/evaluate.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

static const char prefix[] = "orm_scan_value_";

/* What stands before the expressions. */
static const char helpers[] = "#define ORM_SCAN_PASTED(name) orm_scan_##name\n"
                              "#define " SCAN_EVALUATOR_EXPANDED "(name) ORM_SCAN_PASTED(name)\n";

/* What is declared of each expression, a line each: its bits, whether it is below 0, what it is as
 * a number with a point. */
enum { PART_BITS, PART_SIGN, PART_REAL, PARTS };

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

/* Which of all lines the cursor was declared in; that behind the last for none. */
static size_t line_of(const constants *asked, CXCursor cursor)
{
    size_t end = asked->count * PARTS, line = end;
    CXString name = clang_getCursorSpelling(cursor);
    const char *text = clang_getCString(name);
    if (strncmp(text, prefix, sizeof prefix - 1) == 0) {
        line = strtoull(text + sizeof prefix - 1, NULL, 10);
    }
    clang_disposeString(name);
    return line < end ? line : end;
}

static void read_integer(CXCursor cursor, size_t part, scan_constant *constant)
{
    long long value = clang_getEnumConstantDeclValue(cursor);
    if (part == PART_SIGN) {
        constant->number.negative = value != 0;
        return;
    }
    constant->is_integer = true;
    constant->as_signed = (uint64_t)value;
    constant->as_unsigned = clang_getEnumConstantDeclUnsignedValue(cursor);
}

static void read_real(CXCursor cursor, scan_constant *constant)
{
    CXEvalResult result = clang_Cursor_Evaluate(cursor);
    if (result != NULL) {
        constant->number.real = clang_EvalResult_getAsDouble(result);
        constant->is_real = clang_EvalResult_getKind(result) == CXEval_Float;
        clang_EvalResult_dispose(result);
    }
}

static enum CXChildVisitResult read_constant(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    constants *asked = data;
    bool is_real = clang_getCursorKind(cursor) == CXCursor_VarDecl;
    if (!is_real && clang_getCursorKind(cursor) != CXCursor_EnumConstantDecl) {
        return CXChildVisit_Recurse;
    }
    size_t line = line_of(asked, cursor);
    if (line < asked->count * PARTS && is_real) {
        read_real(cursor, asked->items[line / PARTS]);
    } else if (line < asked->count * PARTS) {
        read_integer(cursor, line % PARTS, asked->items[line / PARTS]);
    }
    return CXChildVisit_Continue;
}

/* What the lines that clang took make of an expression. */
static void complete(scan_constant *constant)
{
    scan_number *number = &constant->number;
    if (constant->is_integer) {
        number->magnitude = number->negative ? 0 - constant->as_signed : constant->as_unsigned;
        number->real = number->negative ? -(double)number->magnitude : (double)number->magnitude;
    }
    number->is_real = !constant->is_integer;
    constant->is_known = constant->is_integer || constant->is_real;
}

static void forget(const constants *asked, size_t line)
{
    if (line >= asked->count * PARTS) {
        return;
    }
    scan_constant *wrong = asked->items[line / PARTS];
    if (line % PARTS == PART_REAL) {
        wrong->is_real = false;
    } else {
        wrong->is_integer = false;
    }
}

/* Errors of the headers are reported already; each part has its own line behind first_line. */
static void forget_wrong_ones(CXTranslationUnit tu, unsigned first_line, const constants *asked)
{
    CXFile own = clang_getFile(tu, SCAN_MAIN_FILE);
    for (unsigned i = 0; i < clang_getNumDiagnostics(tu); i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(tu, i);
        CXFile file = NULL;
        unsigned line = 0;
        clang_getExpansionLocation(clang_getDiagnosticLocation(diagnostic), &file, &line, NULL,
                                   NULL);
        bool is_error = clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error;
        if (is_error && clang_File_isEqual(file, own) && line >= first_line) {
            forget(asked, line - first_line);
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
        clang_visitChildren(clang_getTranslationUnitCursor(tu), read_constant, asked);
        unsigned first_line = count_lines(unit->unsaved[0].Contents) + count_lines(helpers) - 1;
        forget_wrong_ones(tu, first_line, asked);
        clang_disposeTranslationUnit(tu);
    }
}

static void ask(scan_unit *unit, constants *asked)
{
    orm_buffer text;
    scan_diag_buffer_init(unit->context->diag, &text);
    orm__buffer_text(&text, unit->unsaved[0].Contents);
    orm__buffer_text(&text, helpers);
    for (size_t i = 0; i < asked->count; i++) {
        const char *expression = asked->items[i]->expression;
        size_t line = i * PARTS;
        orm__buffer_format(&text, "enum { %s%zu = (%s) };\n", prefix, line, expression);
        orm__buffer_format(&text, "enum { %s%zu = (%s) < 0 };\n", prefix, line + 1, expression);
        orm__buffer_format(&text, "static const double %s%zu = (%s);\n", prefix, line + 2,
                           expression);
    }
    const char *string = orm__buffer_string(&text);
    if (string != NULL) {
        parse(unit, string, text.size, asked);
    }
    orm__buffer_fini(&text);
    for (size_t i = 0; i < asked->count; i++) {
        complete(asked->items[i]);
    }
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

static bool evaluate(void *ctx, const char *expression, scan_number *number_out)
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
        *number_out = found->number;
    }
    return found != NULL;
}

scan_evaluator scan_evaluate_in(scan_unit *unit)
{
    return (scan_evaluator){ .evaluate = evaluate, .ctx = unit };
}

/* Owns the reading of a path from the expression that the compiler made of it. What the members on
 * it are is map_member's. */
#include "clang/map_path.h"

#include "clang/ctype.h"

/* An index that has been met and whose array has not: paths are read from their ends. */
typedef struct pending_index pending_index;
struct pending_index {
    long long value;
    pending_index *next; /* the one behind it */
};

typedef struct path_reader {
    scan_unit *unit;
    scan_place place;
    const char *written;
    pending_index *indexes;
    scan_list *parts;
    bool is_wrong; /* reported */
} path_reader;

static void refuse(path_reader *reader, const char *format, const char *what)
{
    scan_diag_error(reader->unit->context->diag, reader->place, format, what);
    reader->is_wrong = true;
}

/* ---- indexes ---- */

static bool evaluate(CXCursor expression, long long *value_out)
{
    CXEvalResult result = clang_Cursor_Evaluate(expression);
    bool is_integer = result != NULL && clang_EvalResult_getKind(result) == CXEval_Int;
    if (is_integer) {
        *value_out = clang_EvalResult_getAsLongLong(result);
    }
    if (result != NULL) {
        clang_EvalResult_dispose(result);
    }
    return is_integer;
}

static void add_index(path_reader *reader, CXCursor expression)
{
    pending_index *index = scan_unit_zeroed(reader->unit->context, 1, sizeof *index);
    if (index == NULL) {
        reader->is_wrong = true;
    } else if (!evaluate(expression, &index->value)) {
        refuse(reader, "'%s' may be any item: write a constant as its index", reader->written);
    } else {
        index->next = reader->indexes;
        reader->indexes = index;
    }
}

/* Whether the part's type is an array with this item. */
static bool has_item(path_reader *reader, const scan_path_part *part, long long index)
{
    CXType array = clang_getCanonicalType(part->type);
    long long count = array.kind == CXType_ConstantArray ? clang_getArraySize(array) : 0;
    if (array.kind == CXType_Pointer) {
        refuse(reader,
               "'%s' takes an item of a pointer, which does not know how many it leads to; name "
               "what it points to, with '->' where that is a struct",
               reader->written);
    } else if (count <= 0) {
        refuse(reader,
               "'%s' takes an item of a flexible array member, which does not know its size: leave "
               "it out",
               reader->written);
    } else if (index < 0 || index >= count) {
        scan_diag_error(reader->unit->context->diag, reader->place,
                        "'%s' is no item: the array has [0] to [%lld]", reader->written, count - 1);
        reader->is_wrong = true;
    }
    return !reader->is_wrong;
}

/* From the member to the item that the indexes behind it name. */
static void enter_items(path_reader *reader, scan_path_part *part)
{
    const pending_index *index = reader->indexes;
    reader->indexes = NULL;
    for (; index != NULL && has_item(reader, part, index->value); index = index->next) {
        part->type = scan_ctype_item(part->type);
        long long size = clang_Type_getSizeOf(part->type);
        part->skipped += size > 0 ? (size_t)index->value * (size_t)size : 0;
        part->items = scan_unit_text(reader->unit->context, "%s[%lld]", part->items, index->value);
        reader->is_wrong = reader->is_wrong || part->items == NULL;
    }
}

/* ---- members ---- */

static void add_member(path_reader *reader, CXCursor member)
{
    scan_context *context = reader->unit->context;
    scan_path_part *part = scan_unit_zeroed(context, 1, sizeof *part);
    if (part == NULL) {
        reader->is_wrong = true;
        return;
    }
    *part = (scan_path_part){ .member = member, .type = clang_getCursorType(member), .items = "" };
    enter_items(reader, part);
    reader->is_wrong = !scan_unit_add(context, reader->parts, part) || reader->is_wrong;
}

typedef struct operands {
    CXCursor array, index;
    unsigned count;
} operands;

static enum CXChildVisitResult read_operand(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    operands *read = data;
    if (read->count++ == 0) {
        read->array = cursor;
    } else {
        read->index = cursor;
    }
    return CXChildVisit_Continue;
}

static enum CXChildVisitResult visit_path(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    path_reader *reader = data;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (kind == CXCursor_ArraySubscriptExpr) {
        operands read = { .index = clang_getNullCursor() };
        clang_visitChildren(cursor, read_operand, &read);
        add_index(reader, read.index);
        if (!reader->is_wrong && visit_path(read.array, cursor, data) == CXChildVisit_Recurse) {
            clang_visitChildren(read.array, visit_path, data);
        }
        return CXChildVisit_Break;
    }
    if (kind == CXCursor_CallExpr || kind == CXCursor_UnaryOperator) {
        refuse(reader,
               "'%s' does more than to name a member: the way to one has '.', '->' and constants "
               "in '[]'",
               reader->written);
        return CXChildVisit_Break;
    }
    CXCursor named = clang_getCursorReferenced(cursor);
    /* Where the compiler saw an error, a member may be named that no struct has. */
    if (kind == CXCursor_MemberRefExpr && clang_getCursorKind(named) == CXCursor_FieldDecl) {
        add_member(reader, named);
    }
    return reader->is_wrong ? CXChildVisit_Break : CXChildVisit_Recurse;
}

bool scan_map_path_read(scan_unit *unit, CXCursor variable, scan_place place, const char *written,
                        scan_list *parts)
{
    path_reader reader = { .unit = unit, .place = place, .written = written, .parts = parts };
    clang_visitChildren(variable, visit_path, &reader);
    bool is_none = !reader.is_wrong && parts->count == 0;
    if (is_none && unit->errors.count == 0) { /* else the compiler may have told why */
        refuse(&reader, "%s names a member of the struct", "ORM_MEMBER");
    }
    return !reader.is_wrong && !is_none;
}

/* The rule that no macro of the headers replaces a name inside of the generated code by something
 * else: a parameter, a column, and what the program calls its members, types, enumerators and
 * functions. */
#include "check/rules_inner.h"

#include <inttypes.h>
#include <stdint.h>
#include <string.h>

#include "base/buffer.h"
#include "check/uses.h"
#include "diag.h"
#include "model/apply.h"

/* ---- what a macro does to one ---- */

/* A macro of a name, and all uses of it. */
typedef struct judgement {
    scan_context *context;
    const char *name;
    bool is_itself;      /* the name stays what it is */
    orm_buffer types;    /* what has a size as long as they are what they were */
    scan_use first_type; /* of those; .name NULL = there are none */
    scan_use harmed;     /* .name NULL = none yet */
} judgement;

/* Whether the compiler, at the end of the headers, finds that the expression has a size. All is
 * asked so: clang stumbles over values of expressions that are wrong. */
static bool has_size(scan_context *context, orm_buffer *text)
{
    scan_number size;
    const char *expression = orm__buffer_string(text);
    bool has = expression != NULL &&
               context->evaluator.evaluate(context->evaluator.ctx, expression, &size);
    orm__buffer_fini(text);
    return has;
}

/* Some macros do no harm: those that take arguments, that stand for themselves, that are not
 * defined any more where the headers end. The compiler knows. */
static bool stands_for_itself(scan_context *context, const char *name)
{
    orm_buffer text;
    scan_diag_buffer_init(context->diag, &text);
    orm__buffer_format(
        &text, "sizeof((struct { int orm_scan_%s : 2; }){ ." SCAN_EVALUATOR_EXPANDED "(%s) = 1 })",
        name, name);
    return has_size(context, &text);
}

static bool is_declared(scan_context *context, const char *name)
{
    orm_buffer text;
    scan_diag_buffer_init(context->diag, &text);
    orm__buffer_format(&text, "sizeof(%s)", name);
    return has_size(context, &text);
}

/* A parameter may be called anything that nothing else is called. */
static bool is_mere_name(scan_context *context, const char *name)
{
    static const char expanded[] = SCAN_EVALUATOR_EXPANDED;
    size_t count = 0;
    const char *const *parameters = scan_uses_parameters(&count);
    orm_buffer text;
    scan_diag_buffer_init(context->diag, &text);
    orm__buffer_format(&text, "sizeof((struct { int %s : 2; }){ .%s = 1 }) + ", name, name);
    orm__buffer_text(&text, "sizeof((struct { int ");
    for (size_t i = 0; i < count; i++) {
        if (strcmp(parameters[i], name) != 0) {
            orm__buffer_format(&text, "orm_scan_%s : 2, ", parameters[i]);
        }
    }
    orm__buffer_format(&text, "%s(%s) : 2; }){ .%s(%s) = 1 })", expanded, name, expanded, name);
    return has_size(context, &text) && !is_declared(context, name);
}

static bool has_value(scan_context *context, const scan_use *use, const char *name)
{
    orm_buffer text;
    scan_diag_buffer_init(context->diag, &text);
    orm__buffer_format(&text, "sizeof(char[(%s) == %" PRId64 " ? 1 : -1])", name, use->value);
    return has_size(context, &text);
}

/* Types are looked at together, behind all others: as the tables assert them. */
static bool note_type(judgement *judged, const scan_use *use)
{
    if (use->pointer_to == NULL || (judged->is_itself && !scan_uses_is_called(use))) {
        return judged->is_itself;
    }
    bool is_first = judged->first_type.name == NULL;
    orm__buffer_format(&judged->types,
                       "%ssizeof(char[_Generic(&((%s *)0)->%s, %s: 1, default: -1)])",
                       is_first ? "" : " + ", use->holder, use->path, use->pointer_to);
    if (is_first) {
        judged->first_type = *use;
    }
    return true;
}

static bool is_harmless(judgement *judged, const scan_use *use)
{
    switch (use->kind) {
    case SCAN_USE_PARAMETER:
        return judged->is_itself || is_mere_name(judged->context, judged->name);
    case SCAN_USE_ENUMERATOR:
        return judged->is_itself || has_value(judged->context, use, judged->name);
    case SCAN_USE_TYPE:
        return note_type(judged, use);
    case SCAN_USE_TAG:
        return judged->is_itself && note_type(judged, use);
    case SCAN_USE_KEY:
    case SCAN_USE_HANDLE:
    case SCAN_USE_MEMBER:
    case SCAN_USE_FUNCTION:
        break;
    }
    return judged->is_itself;
}

static void judge(void *ctx, const scan_use *use)
{
    judgement *judged = ctx;
    bool is_it = judged->harmed.name == NULL && strncmp(judged->name, use->name, use->size) == 0 &&
                 judged->name[use->size] == '\0';
    if (is_it && !is_harmless(judged, use)) {
        judged->harmed = *use;
    }
}

/* ---- what is said ---- */

static void report(scan_context *context, const scan_wanted *name, const scan_use *harmed)
{
    static const char otherwise[] = "rename one, or #undef the macro behind its last use";
    scan_diag *diag = context->diag;
    switch (harmed->kind) {
    case SCAN_USE_PARAMETER:
    case SCAN_USE_KEY:
        scan_diag_error(diag, name->place,
                        "the macro '%s' would replace a parameter of the generated calls; rename "
                        "it, or #undef it behind its last use",
                        name->name);
        break;
    case SCAN_USE_HANDLE:
        scan_diag_error(diag, name->place,
                        "the macro '%s' would replace the member of struct %s_columns, which is "
                        "generated; %s",
                        name->name, harmed->entity->name, otherwise);
        break;
    case SCAN_USE_MEMBER:
        scan_diag_error(diag, name->place,
                        "the macro '%s' would replace the member's name in the tables of %s; %s",
                        name->name, harmed->entity->c_type, otherwise);
        break;
    case SCAN_USE_TAG:
    case SCAN_USE_TYPE:
        scan_diag_error(diag, name->place,
                        "the macro '%s' would replace the type's name in the generated code; %s",
                        name->name, otherwise);
        break;
    case SCAN_USE_ENUMERATOR:
        scan_diag_error(
            diag, name->place,
            "the macro '%s' would replace the enumerator in the tables, and is not %" PRId64 "; %s",
            name->name, harmed->value, otherwise);
        break;
    case SCAN_USE_FUNCTION:
        scan_diag_error(diag, name->place,
                        "the macro '%s' would replace the function in the tables; %s", name->name,
                        otherwise);
        break;
    }
}

void scan_check_inner_report(scan_context *context, const scan_model *model,
                             const scan_wanted *name)
{
    if (context->evaluator.evaluate == NULL) {
        return;
    }
    judgement judged = { .context = context, .name = name->name };
    judged.is_itself = stands_for_itself(context, name->name);
    scan_diag_buffer_init(context->diag, &judged.types);
    scan_uses_each(context, model, (scan_use_visitor){ .visit = judge, .ctx = &judged });
    bool has_types = judged.first_type.name != NULL;
    if (judged.harmed.name == NULL && has_types && !has_size(context, &judged.types)) {
        judged.harmed = judged.first_type;
    }
    orm__buffer_fini(&judged.types);
    if (judged.harmed.name != NULL) {
        report(context, name, &judged.harmed);
    }
}

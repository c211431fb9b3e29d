/* The rule that no macro of the headers replaces what stands inside of the generated header: names of
 * parameters and of columns. */
#include "check/rules_inner.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "diag.h"
#include "model/apply.h"
#include "model/symbol.h"

/* Those of the generated calls; a test compares them with what is generated. */
static const char *const parameters[] = {
    "arena", "count_out", "db", "key", "query", "row", "row_out", "rows", "rows_out",
};
enum { PARAMETERS = sizeof parameters / sizeof *parameters };

size_t scan_check_inner_most(const scan_model *model)
{
    size_t most = PARAMETERS;
    for (uint16_t i = 0; i < model->entity_count; i++) {
        most += 3 * (size_t)model->entities[i]->field_count + model->entities[i]->relation_count;
    }
    return most;
}

/* The member as it is called in struct PREFIX_columns, behind a prefix; NULL: no memory, reported. */
static const char *symbol_of(scan_context *context, const char *prefix, const char *member)
{
    if (prefix[0] == '\0' && strpbrk(member, ".[") == NULL) {
        return member;
    }
    orm_buffer text;
    scan_diag_buffer_init(context->diag, &text);
    orm__buffer_text(&text, prefix);
    scan_symbol_append(&text, member);
    const char *string = orm__buffer_string(&text);
    const char *copy =
        string == NULL ? NULL : orm_arena_copy(context->arena, string, strlen(string) + 1);
    orm__buffer_fini(&text);
    if (copy == NULL) {
        scan_diag_no_memory(context->diag);
    }
    return copy;
}

static void add(scan_wanted *names, size_t *count, const char *name, const scan_entity *entity)
{
    if (name != NULL) {
        names[(*count)++] = (scan_wanted){
            .name = name, .hash = scan_declared_hash(name), .entity = entity, .is_inner = true
        };
    }
}

static bool is_in_key(const scan_entity *entity, uint16_t index)
{
    bool is = entity->fields[index].primary_key || entity->fields[index].unique;
    for (uint16_t i = 0; !is && i < entity->key_count; i++) {
        const scan_table_key *key = &entity->keys[i];
        for (uint16_t j = 0; !is && key->unique && j < key->field_count; j++) {
            is = key->fields[j] == index;
        }
    }
    return is;
}

/* As emit/key calls the parameters of look-ups. */
static void add_key_parameters(scan_context *context, const scan_field *field, scan_wanted *names,
                               size_t *count)
{
    add(names, count, symbol_of(context, "by_", field->member), NULL);
    if (field->length != NULL) {
        add(names, count, symbol_of(context, "size_of_", field->member), NULL);
    }
}

static void add_members(scan_context *context, const scan_entity *entity, scan_wanted *names,
                        size_t *count)
{
    for (uint16_t i = 0; i < entity->field_count; i++) {
        add(names, count, symbol_of(context, "", entity->fields[i].member), entity);
        if (is_in_key(entity, i)) {
            add_key_parameters(context, &entity->fields[i], names, count);
        }
    }
    for (uint16_t i = 0; i < entity->relation_count; i++) {
        add(names, count, symbol_of(context, "", entity->relations[i].member), entity);
    }
}

void scan_check_inner_add(scan_context *context, const scan_model *model, scan_wanted *names,
                          size_t *count)
{
    for (size_t i = 0; i < PARAMETERS; i++) {
        add(names, count, parameters[i], NULL);
    }
    for (uint16_t i = 0; i < model->entity_count; i++) {
        add_members(context, model->entities[i], names, count);
    }
}

/* Whether the compiler, at the end of the headers, finds that the expression has a size. */
static bool has_size(scan_context *context, const orm_buffer *text)
{
    scan_number size;
    const char *expression = orm__buffer_string(text);
    return expression != NULL &&
           context->evaluator.evaluate(context->evaluator.ctx, expression, &size);
}

static bool is_member(const scan_entity *entity, const char *name)
{
    bool is = false;
    for (uint16_t i = 0; !is && i < entity->field_count; i++) {
        is = strcmp(entity->fields[i].member, name) == 0;
    }
    return is;
}

/* Some macros do no harm: those that take arguments, that stand for themselves or, of a parameter, for
 * another name, that are not defined any more where the headers end. The compiler knows. */
static bool is_in_the_way(scan_context *context, const scan_wanted *name)
{
    const scan_entity *entity = name->entity;
    orm_buffer text;
    scan_diag_buffer_init(context->diag, &text);
    if (entity != NULL && is_member(entity, name->name)) {
        orm__buffer_format(&text, "sizeof(((%s *)0)->%s, 1) + ", entity->c_type, name->name);
    }
    orm__buffer_format(&text, "sizeof(struct { int %s, orm_scan_next; })", name->name);
    bool is = !has_size(context, &text);
    orm__buffer_fini(&text);
    return is;
}

void scan_check_inner_report(scan_context *context, const scan_wanted *name)
{
    const scan_entity *entity = name->entity;
    if (context->evaluator.evaluate == NULL || !is_in_the_way(context, name)) {
        return;
    }
    if (entity == NULL) {
        scan_diag_error(context->diag, name->place,
                        "the macro '%s' would replace a parameter of the generated calls; rename "
                        "it, or #undef it behind its last use",
                        name->name);
        return;
    }
    scan_diag_error(context->diag, name->place,
                    "the macro '%s' would replace the member of struct %s_columns, which is "
                    "generated; rename one, or #undef the macro behind its last use",
                    name->name, entity->name);
}

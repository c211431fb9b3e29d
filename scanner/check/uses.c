/* Owns the list of the names in the generated code that are none of its symbols: it goes where
 * emit/c_*.c go. What becomes of such a name that is a macro is not its business. */
#include "check/uses.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "check/symbols.h"
#include "diag.h"
#include "model/find.h"
#include "model/symbol.h"

/* A test compares them with what is generated. */
static const char *const parameters[] = {
    "arena",        "capacity", "conflict", "count", "count_out", "db",   "exists_out",
    "inserted_out", "key",      "options",  "query", "raw",       "room", "row",
    "row_out",      "rows",     "rows_out", "set",   "where",
};
enum { PARAMETERS = sizeof parameters / sizeof *parameters };

const char *const *scan_uses_parameters(size_t *count_out)
{
    *count_out = PARAMETERS;
    return parameters;
}

bool scan_uses_is_called(const scan_use *use)
{
    return use->pointer_to != NULL && strchr(use->pointer_to, '(') != NULL;
}

bool scan_uses_is_parameter(const scan_use *use)
{
    return use->kind == SCAN_USE_PARAMETER || use->kind == SCAN_USE_KEY;
}

/* One walk over the model. */
typedef struct walk {
    scan_context *context;
    const scan_entity *entity; /* that it is at */
    scan_use_visitor visitor;
} walk;

static void tell(const walk *at, const scan_use *use)
{
    at->visitor.visit(at->visitor.ctx, use);
}

static void tell_name(const walk *at, scan_use_kind kind, const char *name)
{
    if (name != NULL) {
        const scan_use use = {
            .kind = kind, .name = name, .size = strlen(name), .entity = at->entity
        };
        tell(at, &use);
    }
}

/* ---- words ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t word_size(const char *text)
{
    size_t size = 0;
    for (char c = text[0]; is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           c == '_' || c == '$' || (unsigned char)c >= 0x80;
         c = text[size]) {
        size++;
    }
    return size;
}

/* From the end of one to the next; numbers are none. NULL = there is none. */
static const char *find_word(const char *text, size_t *size_out)
{
    *size_out = word_size(text);
    while (*text != '\0' && (*size_out == 0 || is_digit(*text))) {
        text += *size_out == 0 ? 1 : *size_out;
        *size_out = word_size(text);
    }
    return *text == '\0' ? NULL : text;
}

static void tell_path(const walk *at, const char *path)
{
    scan_use use = { .kind = SCAN_USE_MEMBER, .entity = at->entity };
    for (const char *c = find_word(path, &use.size); c != NULL;
         c = find_word(c + use.size, &use.size)) {
        use.name = c;
        tell(at, &use);
    }
}

static bool is_one_of(const char *const *words, const char *word, size_t size)
{
    size_t i = 0;
    while (words[i] != NULL && (words[i][0] != word[0] || strlen(words[i]) != size ||
                                memcmp(words[i], word, size) != 0)) {
        i++;
    }
    return words[i] != NULL;
}

/* use: all but the name. "bool" is a macro of the system's where it is no keyword. */
static void tell_type(const walk *at, const char *type, scan_use use)
{
    static const char *const tags[] = { "struct", "union", "enum", NULL };
    static const char *const keywords[] = { "bool",     "char",     "const", "double", "float",
                                            "int",      "long",     "short", "signed", "unsigned",
                                            "struct",   "union",    "enum",  "void",   "_Bool",
                                            "__int128", "volatile", NULL };
    bool is_behind_tag = false;
    for (const char *c = find_word(type, &use.size); c != NULL;
         c = find_word(c + use.size, &use.size)) {
        use.kind = is_behind_tag ? SCAN_USE_TAG : SCAN_USE_TYPE;
        use.name = c;
        is_behind_tag = is_one_of(tags, c, use.size);
        if (!is_one_of(keywords, c, use.size)) {
            tell(at, &use);
        }
    }
}

/* ---- members ---- */

/* A member by its path in the struct of its group. */
typedef struct located {
    const char *path;
    uint16_t group;
    const char *pointer_to; /* NULL: the type is not written out */
} located;

static void tell_member_type(const walk *at, const char *type, const located *member)
{
    const scan_use use = { .entity = at->entity,
                           .holder = scan_find_group_type(at->entity, member->group),
                           .path = member->path,
                           .pointer_to = member->pointer_to };
    tell_type(at, type, use);
}

/* What a pointer points to is asserted with the pointer. Where something is wrong there may be no
 * path. */
static void tell_member(const walk *at, const located *member)
{
    if (member->path == NULL) {
        return;
    }
    tell_path(at, member->path);
    if (member->pointer_to != NULL && member->path[0] != '\0') {
        tell_member_type(at, member->pointer_to, member);
    }
}

static void tell_auxiliary(const walk *at, const char *name)
{
    const scan_member *member = name == NULL ? NULL : scan_find_member(at->entity, name);
    if (member != NULL) {
        const char *pointer_to = member->type.bits != 0 ? NULL : member->type.pointer_to;
        const located auxiliary = { member->path, member->group, pointer_to };
        tell_member(at, &auxiliary);
    }
}

/* The member as a part of one name, behind a prefix; NULL: no memory, reported. */
static const char *symbol_of(const walk *at, const char *prefix, const char *member)
{
    scan_context *context = at->context;
    if (prefix[0] == '\0' && strpbrk(member, ".[") == NULL) {
        return member;
    }
    orm_buffer text;
    scan_diag_buffer_init(context->diag, &text);
    orm__buffer_text(&text, prefix);
    scan_symbol_append(&text, member);
    return scan_diag_keep_text(context->diag, &text, context->arena);
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

/* As emit/key calls the parameters of look-ups: what is bytes by itself or by its converter has a
 * size, unless the compiler knows it. */
static bool has_size(const scan_field *field)
{
    bool is_bytes =
        field->storage == ORM_STORAGE_BYTES && field->type.type_class == SCAN_TYPE_ARRAY;
    bool is_converted = field->storage == ORM_STORAGE_CONVERTED &&
                        (field->kind == ORM_KIND_BLOB || field->kind == ORM_KIND_UUID);
    return field->length != NULL || is_bytes || is_converted;
}

static void tell_key(const walk *at, const scan_field *field)
{
    tell_name(at, SCAN_USE_KEY, symbol_of(at, "by_", field->member));
    if (has_size(field)) {
        tell_name(at, SCAN_USE_KEY, symbol_of(at, "size_of_", field->member));
    }
    bool is_bit_field = field->type.bits != 0;
    if (is_bit_field && field->type.type_class == SCAN_TYPE_ENUM &&
        field->type.pointer_to != NULL) {
        tell_type(at, field->type.pointer_to, (scan_use){ .entity = at->entity });
    }
}

static void tell_field(const walk *at, uint16_t index)
{
    const scan_field *field = &at->entity->fields[index];
    const char *pointer_to = field->type.bits != 0 ? NULL : field->type.pointer_to;
    const located member = { field->path, field->group, pointer_to };
    tell_name(at, SCAN_USE_HANDLE, symbol_of(at, "", field->member));
    if (is_in_key(at->entity, index)) {
        tell_key(at, field);
    }
    tell_member(at, &member);
    tell_auxiliary(at, field->length);
    tell_auxiliary(at, field->null_flag);
    if (field->validate != NULL) {
        tell_name(at, SCAN_USE_FUNCTION, field->validate);
    }
    if (field->converter != NULL) {
        tell_name(at, SCAN_USE_FUNCTION, field->converter->encode.name);
        tell_name(at, SCAN_USE_FUNCTION, field->converter->decode.name);
    }
}

static void tell_relation(const walk *at, const scan_relation *relation)
{
    const located member = { relation->member, 0, relation->pointer_to };
    tell_name(at, SCAN_USE_HANDLE, symbol_of(at, "", relation->member));
    tell_member(at, &member);
    tell_auxiliary(at, relation->count);
}

static void tell_group(const walk *at, const scan_group *group)
{
    const located pointer = { group->path, group->parent, group->pointer_to };
    tell_member(at, &pointer);
    if (group->c_type != NULL) {
        tell_member_type(at, group->c_type, &pointer);
    }
}

/* ---- all ---- */

static void tell_entity(const walk *at)
{
    const scan_entity *entity = at->entity;
    tell_type(at, entity->c_type, (scan_use){ .entity = entity });
    for (uint16_t i = 0; i < entity->group_count; i++) {
        tell_group(at, &entity->groups[i]);
    }
    for (uint16_t i = 0; i < entity->field_count; i++) {
        tell_field(at, i);
    }
    for (uint16_t i = 0; i < entity->hook_count; i++) {
        tell_name(at, SCAN_USE_FUNCTION, entity->hooks[i].function);
    }
    for (uint16_t i = 0; i < entity->relation_count; i++) {
        tell_relation(at, &entity->relations[i]);
    }
}

static void tell_enum(const walk *at, const scan_enum *enumeration)
{
    for (uint16_t i = 0; i < enumeration->label_count; i++) {
        const char *name = enumeration->enumerators[i];
        const scan_use use = { .kind = SCAN_USE_ENUMERATOR,
                               .name = name,
                               .size = strlen(name),
                               .value = enumeration->labels[i].value };
        tell(at, &use);
    }
}

void scan_uses_each(scan_context *context, const scan_model *model, scan_use_visitor visitor)
{
    walk at = { .context = context, .visitor = visitor };
    for (size_t i = 0; i < PARAMETERS; i++) {
        tell_name(&at, SCAN_USE_PARAMETER, parameters[i]);
    }
    for (uint16_t i = 0; i < model->enum_count; i++) {
        tell_enum(&at, model->enums[i]);
    }
    for (uint16_t i = 0; i < model->entity_count; i++) {
        at.entity = model->entities[i];
        tell_entity(&at);
    }
}

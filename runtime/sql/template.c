/* Owns the replacing of {member} in the SQL texts that a program wrote. */
#include "base/error.h"
#include "meta/entity.h"
#include "sql/arena_text.h"
#include "sql/lowering.h"
#include "sql/name.h"

#include <string.h>

static orm_status refuse(const orm_lowering *l, const char *reason, const char *text)
{
    return orm__error_set(l->error, ORM_MISUSE, "%s: %s in \"%s\"", l->entity->name, reason, text);
}

/* at: behind the brace. *after_out: behind the closing one. */
static orm_status append_member(const orm_lowering *l, orm_buffer *out, const char *at,
                                const char **after_out)
{
    const char *end = strchr(at, '}');
    if (end == NULL) {
        return refuse(l, "a { without its }", at);
    }
    const orm_field *field = orm__entity_field(l->entity, at, (size_t)(end - at));
    if (field == NULL) {
        return orm__error_set(l->error, ORM_MISUSE,
                              "%s has no member \"%.*s\", which its SQL names", l->entity->name,
                              (int)(end - at), at);
    }
    orm__name_quote(out, orm__entity_column(&field->column, l->dialect->name));
    *after_out = end + 1;
    return ORM_OK;
}

static orm_status append_brace(const orm_lowering *l, orm_buffer *out, const char *at,
                               const char **after_out)
{
    if (at[0] == at[1]) {
        orm__buffer_char(out, at[0]);
        *after_out = at + 2;
        return ORM_OK;
    }
    return at[0] == '{' ? append_member(l, out, at + 1, after_out)
                        : refuse(l, "a } without its {", at);
}

orm_status orm__lower_append(const orm_lowering *l, const char *text, orm_buffer *out)
{
    orm_status status = ORM_OK;
    for (const char *at = text; status == ORM_OK && *at != '\0';) {
        size_t plain = strcspn(at, "{}");
        orm__buffer_append(out, at, plain);
        at += plain;
        status = *at == '\0' ? ORM_OK : append_brace(l, out, at, &at);
    }
    return status;
}

orm_status orm__lower_text(const orm_lowering *l, const char *text, const char **text_out)
{
    orm_buffer out;
    orm__arena_text_init(&out, l->arena);
    orm_status status = orm__lower_append(l, text, &out);
    if (status != ORM_OK) {
        return status;
    }
    const char *replaced = orm__buffer_string(&out);
    if (replaced == NULL) {
        return orm__error_no_memory(l->error);
    }
    *text_out = replaced;
    return ORM_OK;
}

/* Owns the replacing of {member} in the SQL texts that a program wrote. */
#include "base/error.h"
#include "meta/entity.h"
#include "sql/arena_text.h"
#include "sql/lower.h"
#include "sql/name.h"

#include <string.h>

typedef struct template {
    const orm_entity *entity;
    const orm_dialect *dialect;
    const char *text;
    orm_buffer out;
    orm_error *error;
} template;

static orm_status refuse(const template *t, const char *reason)
{
    return orm__error_set(t->error, ORM_MISUSE, "%s: %s in \"%s\"", t->entity->name, reason,
                          t->text);
}

/* at: behind the brace. *after_out: behind the closing one. */
static orm_status append_member(template *t, const char *at, const char **after_out)
{
    const char *end = strchr(at, '}');
    if (end == NULL) {
        return refuse(t, "a { without its }");
    }
    const orm_field *field = orm__entity_field(t->entity, at, (size_t)(end - at));
    if (field == NULL) {
        return orm__error_set(t->error, ORM_MISUSE, "%s has no member %.*s, which \"%s\" names",
                              t->entity->name, (int)(end - at), at, t->text);
    }
    orm__name_quote(&t->out, orm__entity_column(&field->column, t->dialect->name));
    *after_out = end + 1;
    return ORM_OK;
}

static orm_status append_brace(template *t, const char *at, const char **after_out)
{
    if (at[0] == at[1]) {
        orm__buffer_char(&t->out, at[0]);
        *after_out = at + 2;
        return ORM_OK;
    }
    return at[0] == '{' ? append_member(t, at + 1, after_out) : refuse(t, "a } without its {");
}

orm_status orm__lower_text(const orm_entity *entity, const orm_dialect *dialect, const char *text,
                           orm_arena *arena, const char **text_out, orm_error *error)
{
    template t = { .entity = entity, .dialect = dialect, .text = text, .error = error };
    orm__arena_text_init(&t.out, arena);
    for (const char *at = text; *at != '\0';) {
        size_t plain = strcspn(at, "{}");
        orm__buffer_append(&t.out, at, plain);
        at += plain;
        orm_status status = *at == '\0' ? ORM_OK : append_brace(&t, at, &at);
        if (status != ORM_OK) {
            return status;
        }
    }
    const char *replaced = orm__buffer_string(&t.out);
    if (replaced == NULL) {
        return orm__error_no_memory(error);
    }
    *text_out = replaced;
    return ORM_OK;
}

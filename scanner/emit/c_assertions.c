/* Owns the static assertions that stop a build whose structs are not those that were scanned. */
#include <stddef.h>

#include "emit/c_parts.h"
#include "emit/writer.h"
#include "model/find.h"

static void assert_type(orm_buffer *to, const scan_entity *entity, const char *member,
                        const scan_type *type)
{
    if (type->pointer_to == NULL) {
        return; /* the type has no name; the size of the struct still holds */
    }
    orm_buffer items;
    orm__buffer_init(&items, &to->allocator);
    orm__buffer_format(&items, "&((%s *)0)->%s, %s: 1, default: 0", entity->c_type, member,
                       type->pointer_to);
    scan_writer_fill(to, "_Static_assert(_Generic(", orm__buffer_string(&items), "),");
    orm__buffer_format(to, "               \"%s.%s has changed: run orm-scan\");\n", entity->name,
                       member);
    orm__buffer_fini(&items);
}

static void assert_auxiliary(orm_buffer *to, const scan_entity *entity, const char *name)
{
    const scan_member *member = name == NULL ? NULL : scan_find_member(entity, name);
    if (member != NULL) {
        assert_type(to, entity, name, &member->type);
    }
}

void scan_parts_assertions(orm_buffer *to, const scan_model *model, const scan_entity *entity)
{
    for (uint16_t i = 0; i < entity->field_count; i++) {
        const scan_field *field = &entity->fields[i];
        assert_type(to, entity, field->member, &field->type);
        assert_auxiliary(to, entity, field->length);
        assert_auxiliary(to, entity, field->null_flag);
    }
    /* The size is that of the machine that was scanned for. */
    orm__buffer_format(to,
                       "_Static_assert(sizeof(void *) != %zu || sizeof(long) != %zu || "
                       "sizeof(%s) == %zu,\n",
                       model->pointer_size, model->long_size, entity->c_type, entity->size);
    orm__buffer_format(to, "               \"%s has changed: run orm-scan\");\n", entity->c_type);
}

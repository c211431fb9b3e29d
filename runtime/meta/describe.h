/* Values and members in the words of a message. Never the contents of a text or blob: messages end
 * up in logs. */
#ifndef ORM_META_DESCRIBE_H
#define ORM_META_DESCRIBE_H

#include <orm/meta.h>

typedef struct orm_description {
    char text[64];
} orm_description;

/* "integer 300", "text of 5 bytes", "NULL". */
orm_description orm__describe_value(const orm_value *value);

/* A member's C type, as far as its layout tells: "int8_t", "char[3]". */
orm_description orm__describe_member(const orm_layout *layout);

#endif

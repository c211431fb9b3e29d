/* Members that cannot be mapped, and what is said wrong of them. */
#include <orm/annotations.h>
#include "library.h"

ORM_MAP(file, struct lib_file, nmae = files, prefix = lib)
{
    ORM_MEMBER(number, primary_key, asigned);
    ORM_MEMBER(text);
    ORM_MEMBER(text, name = text_again);
    ORM_MEMBER(changed);
    ORM_MEMBER(address);
    ORM_MEMBER(owner);
    ORM_MEMBER(commit);
    ORM_MEMBER(is_hidden, check = "{is_hiden} < 2");
    ORM_MEMBER(state, check = "{at.x} = 0");
}

ORM_MAP(content, struct lib_file)
{
    ORM_MEMBER(content.data, size = content.usd);
    ORM_MEMBER(content.room, null_flag = is_hiddn);
    ORM_MEMBER(owner->name, null_flag = is_hidden);
    ORM_MEMBER(owner->born, null_flag = is_hidden);
    ORM_MEMBER(number, null_flag = owner->boss);
    ORM_MEMBER(address.octets);
    ORM_MEMBER(address.number);
}

#pragma once
#include <orm/annotations.h>

struct ORM_TABLE(peer) peer {
    int id ORM_COLUMN(primary_key);
};

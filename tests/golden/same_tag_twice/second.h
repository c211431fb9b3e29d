#pragma once
#include <orm/annotations.h>

struct ORM_TABLE(gossip_peer) peer {
    int id ORM_COLUMN(primary_key);
};

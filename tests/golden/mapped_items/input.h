/* Items of arrays, each a column: of numbers, of structs, of pointers, of arrays; by a number, an
 * enumerator or what the compiler makes of an expression. */
#include <orm/annotations.h>
#include "channels.h"

ORM_MAP(channel, struct channel, name = channels, index(next_index[1], grid[1][2]))
{
    ORM_MEMBER(id, primary_key, assigned);
    ORM_MEMBER(next_index[LOCAL], unique);
    ORM_MEMBER(next_index[REMOTE], check = "{next_index[1]} >= {next_index[0]}");
    ORM_MEMBER(bases[LOCAL].key, name = local_key);
    ORM_MEMBER(bases[LOCAL].is_known);
    ORM_MEMBER(bases[LOCAL].at, columns(x, y = down));
    ORM_MEMBER(bases[1].key[0]);
    ORM_MEMBER(peers[0]->name);
    ORM_MEMBER(peers[REMOTE], columns(name = remote));
    ORM_MEMBER(seen[LOCAL], type = timestamp);
    ORM_MEMBER(grid[0]);
    ORM_MEMBER(grid[1][NUM_SIDES]);
    ORM_MEMBER(grid[1][(LOCAL + 1)]);
    ORM_MEMBER(LAST_LABEL, default = "none");
    ORM_MEMBER(labels[0][0]);
    ORM_MEMBER(state[REMOTE], as = number);
}

/* Pointers with sizes, of which one serves each. */
ORM_MAP(script, struct channel)
{
    ORM_MEMBER(id, primary_key, assigned, references = channel.id);
    ORM_MEMBER(next_index[0], references = channel.next_index[0]);
    ORM_MEMBER(peers[1]->name);
}

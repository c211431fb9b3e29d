/* Members that are picked out of annotated structs, by columns(...) and by the paths of
 * ORM_MEMBER. */
#ifndef CONFORMANCE_SCANNED_OUTPUTS_H
#define CONFORMANCE_SCANNED_OUTPUTS_H

#include <orm/annotations.h>
#include <stddef.h>
#include <stdint.h>

struct outpoint {
    uint8_t txid[4] ORM_COLUMN(primary_key);
    uint32_t n ORM_COLUMN(primary_key);
    int32_t changes ORM_COLUMN(version);
    char *label ORM_COLUMN(unique = label_of_kind, check = "{label} <> ''", not_null);
    int16_t kind ORM_COLUMN(unique = label_of_kind);
    int64_t twice ORM_COLUMN(computed = "{n} * 2");
    int32_t level ORM_COLUMN(readonly, default = 7);
};

struct ORM_TABLE(outputs) utxo {
    struct outpoint at ORM_COLUMN(columns(txid = prev_out_tx, n = prev_out_index, changes,
                                          label = label, kind, twice, level = prev_out_level));
    int64_t amount ORM_COLUMN(check = "{amount} >= {at.kind}");
};

/* A table of its own: what another row keeps of it is a copy. */
struct ORM_TABLE(output_spend) output_spend {
    int64_t id ORM_COLUMN(primary_key);
    struct utxo *of ORM_COLUMN(columns(at.txid = txid, at.n = n, at.changes = changes,
                                       at.label = label, at.twice = twice, at.level = level));
};

struct output_note {
    int64_t seen ORM_COLUMN(type = timestamp, unit = ms, null_if = 0);
    char *secret ORM_COLUMN(redact, name = hidden, check = "{secret} <> 'xx-hunter2-xx'");
    uint8_t *bytes ORM_COLUMN(size = byte_count);
    size_t byte_count;
    int32_t rank ORM_COLUMN(unique, null_if = -1, default = 4);
};

struct output_notes {
    int64_t id ORM_COLUMN(primary_key, assigned);
    struct output_note mine, *theirs;
};

ORM_MAP(output_notes, struct output_notes)
{
    ORM_MEMBER(id);
    ORM_MEMBER(mine.seen);
    ORM_MEMBER(mine.secret);
    ORM_MEMBER(mine.bytes);
    ORM_MEMBER(mine.rank, null_if = -2);
    ORM_MEMBER(theirs->seen, unit = s);
    ORM_MEMBER(theirs->secret, check = "{theirs.secret} <> 'no'");
    ORM_MEMBER(theirs->rank);
}

#endif

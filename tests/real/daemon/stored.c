/* What the daemon's converters make of its types. */
#include "models/daemon/stored.h"

#include <string.h>

#include "real/daemon/array.h"

/* ---- counted arrays ---- */

static orm_status take(void *made, void *member)
{
    if (made == NULL) {
        return ORM_NO_MEMORY;
    }
    memcpy(member, &made, sizeof made);
    return ORM_OK;
}

orm_status bytes_encode(const orm_slot *slot, orm_value *value_out, orm_arena *arena,
                        orm_error *error)
{
    u8 *const *bytes = slot->member;
    (void)arena;
    (void)error;
    *value_out = orm_value_blob(*bytes, array_count(*bytes));
    return ORM_OK;
}

orm_status bytes_decode(const orm_value *value, orm_slot *slot, orm_arena *arena, orm_error *error)
{
    (void)error;
    return take(array_copy(arena, value->as.data, value->size, 1), slot->member);
}

/* Items of size bytes that lie in a blob as they do in memory, one behind the other. */
static orm_status unpack(const orm_value *value, size_t size, void *member, orm_arena *arena,
                         orm_error *error)
{
    if (value->size % size != 0) {
        return orm_converter_fail(error, "%zu bytes are no items of %zu", value->size, size);
    }
    return take(array_copy(arena, value->as.data, value->size / size, size), member);
}

orm_status secrets_encode(const orm_slot *slot, orm_value *value_out, orm_arena *arena,
                          orm_error *error)
{
    struct secret *const *secrets = slot->member;
    (void)arena;
    (void)error;
    *value_out = orm_value_blob(*secrets, array_count(*secrets) * sizeof **secrets);
    return ORM_OK;
}

orm_status secrets_decode(const orm_value *value, orm_slot *slot, orm_arena *arena,
                          orm_error *error)
{
    return unpack(value, sizeof(struct secret), slot->member, arena, error);
}

orm_status nodes_encode(const orm_slot *slot, orm_value *value_out, orm_arena *arena,
                        orm_error *error)
{
    struct node_id *const *nodes = slot->member;
    (void)arena;
    (void)error;
    *value_out = orm_value_blob(*nodes, array_count(*nodes) * sizeof **nodes);
    return ORM_OK;
}

orm_status nodes_decode(const orm_value *value, orm_slot *slot, orm_arena *arena, orm_error *error)
{
    return unpack(value, sizeof(struct node_id), slot->member, arena, error);
}

/* ---- numbers whose bytes have an order on disk ---- */

orm_status scids_encode(const orm_slot *slot, orm_value *value_out, orm_arena *arena,
                        orm_error *error)
{
    struct short_channel_id *const *scids = slot->member;
    size_t count = array_count(*scids);
    u8 *packed = orm_arena_alloc(arena, count * 8);
    (void)error;
    if (packed == NULL) {
        return ORM_NO_MEMORY;
    }
    for (size_t i = 0; i < count * 8; i++) {
        packed[i] = (u8)((*scids)[i / 8].u64 >> (56 - i % 8 * 8));
    }
    *value_out = orm_value_blob(packed, count * 8);
    return ORM_OK;
}

orm_status scids_decode(const orm_value *value, orm_slot *slot, orm_arena *arena, orm_error *error)
{
    const u8 *packed = value->as.data;
    if (value->size % 8 != 0) {
        return orm_converter_fail(error, "%zu bytes are no channels", value->size);
    }
    struct short_channel_id *scids = array_new(arena, value->size / 8, sizeof *scids);
    for (size_t i = 0; scids != NULL && i < value->size; i++) {
        scids[i / 8].u64 = scids[i / 8].u64 << 8 | packed[i];
    }
    return take(scids, slot->member);
}

orm_status alias_encode(const orm_slot *slot, orm_value *value_out, orm_arena *arena,
                        orm_error *error)
{
    int64_t number;
    (void)arena;
    (void)error;
    memcpy(&number, slot->member, sizeof number);
    *value_out = orm_value_int(number);
    return ORM_OK;
}

orm_status alias_decode(const orm_value *value, orm_slot *slot, orm_arena *arena, orm_error *error)
{
    (void)arena;
    (void)error;
    memcpy(slot->member, &value->as.integer, sizeof value->as.integer);
    return ORM_OK;
}

/* ---- texts and points ---- */

orm_status label_encode(const orm_slot *slot, orm_value *value_out, orm_arena *arena,
                        orm_error *error)
{
    const struct json_escape *const *label = slot->member;
    (void)arena;
    (void)error;
    *value_out = orm_value_text((*label)->s);
    return ORM_OK;
}

orm_status label_decode(const orm_value *value, orm_slot *slot, orm_arena *arena, orm_error *error)
{
    struct json_escape *label = orm_arena_alloc(arena, value->size + sizeof *label);
    (void)error;
    if (label == NULL) {
        return ORM_NO_MEMORY;
    }
    char *text = (char *)label;
    memcpy(text, value->as.text, value->size);
    text[value->size] = '\0';
    return take(label, slot->member);
}

/* The daemon's library of curves would compute the one of the other; here the sign is the first
 * byte and the rest is what follows. */
orm_status pubkey_encode(const orm_slot *slot, orm_value *value_out, orm_arena *arena,
                         orm_error *error)
{
    const struct pubkey *key = slot->member;
    u8 *der = orm_arena_alloc(arena, 33);
    (void)error;
    if (der == NULL) {
        return ORM_NO_MEMORY;
    }
    der[0] = (u8)(2 + (key->pubkey.data[63] & 1));
    memcpy(der + 1, key->pubkey.data, 32);
    *value_out = orm_value_blob(der, 33);
    return ORM_OK;
}

orm_status pubkey_decode(const orm_value *value, orm_slot *slot, orm_arena *arena, orm_error *error)
{
    struct pubkey *key = slot->member;
    const u8 *der = value->as.data;
    (void)arena;
    if (value->size != 33 || (der[0] != 2 && der[0] != 3)) {
        return orm_converter_fail(error, "%zu bytes are no point", value->size);
    }
    memcpy(key->pubkey.data, der + 1, 32);
    memset(key->pubkey.data + 32, 0xee, 31);
    key->pubkey.data[63] = der[0] & 1;
    return ORM_OK;
}

/* ---- words with a NUL between them ---- */

orm_status words_encode(const orm_slot *slot, orm_value *value_out, orm_arena *arena,
                        orm_error *error)
{
    const char **const *key = slot->member;
    u8 *joined = words_join(arena, *key);
    (void)error;
    if (joined == NULL) {
        return ORM_NO_MEMORY;
    }
    *value_out = orm_value_blob(joined, array_count(joined));
    return ORM_OK;
}

orm_status words_decode(const orm_value *value, orm_slot *slot, orm_arena *arena, orm_error *error)
{
    const char *bytes = value->as.data;
    size_t count = 1;
    char *text = orm_arena_alloc(arena, value->size + 1);
    (void)error;
    for (size_t i = 0; i < value->size; i++) {
        count += bytes[i] == '\0';
    }
    const char **words = array_new(arena, count, sizeof *words);
    if (text == NULL || words == NULL) {
        return ORM_NO_MEMORY;
    }
    memcpy(text, bytes, value->size);
    text[value->size] = '\0';
    for (size_t i = 0; i < count; i++) {
        words[i] = text;
        text += strlen(text) + 1;
    }
    return take(words, slot->member);
}

u8 *words_join(orm_arena *arena, const char **words)
{
    size_t size = 0, count = array_count(words);
    for (size_t i = 0; i < count; i++) {
        size += strlen(words[i]) + (i > 0);
    }
    u8 *joined = array_new(arena, size, 1), *end = joined;
    for (size_t i = 0; joined != NULL && i < count; i++) {
        end += i > 0; /* the NUL is there */
        memcpy(end, words[i], strlen(words[i]));
        end += strlen(words[i]);
    }
    return joined;
}

/* What the wallet's converters make of its types. */
#include "wallet.h"

#include <string.h>

orm_status json_escape_encode(const orm_slot *slot, orm_value *value_out, orm_arena *arena,
			      orm_error *error)
{
	struct json_escape *const *text = slot->member;
	(void)arena;
	(void)error;
	*value_out = (orm_value){ .type = ORM_TYPE_TEXT, .size = (*text)->len,
				  .as.text = (*text)->s };
	return ORM_OK;
}

orm_status json_escape_decode(const orm_value *value, orm_slot *slot, orm_arena *arena,
			      orm_error *error)
{
	struct json_escape *text = orm_arena_alloc(arena, sizeof(*text) + value->size);
	(void)error;
	if (!text) {
		return ORM_NO_MEMORY;
	}
	text->len = value->size;
	if (value->size) {
		memcpy(text->s, value->as.text, value->size);
	}
	*(struct json_escape **)slot->member = text;
	return ORM_OK;
}

orm_status nsec_encode(const orm_slot *slot, orm_value *value_out, orm_arena *arena,
		       orm_error *error)
{
	const exact_time *time = slot->member;
	(void)arena;
	if (time->ts.tv_sec > 9223372035 || time->ts.tv_sec < -9223372036) {
		return orm_converter_fail(error, "beyond what 64 bits count in nanoseconds");
	}
	*value_out = orm_value_int((int64_t)time->ts.tv_sec * 1000000000 + time->ts.tv_nsec);
	return ORM_OK;
}

orm_status nsec_decode(const orm_value *value, orm_slot *slot, orm_arena *arena, orm_error *error)
{
	exact_time *time = slot->member;
	int64_t rest = value->as.integer % 1000000000;
	(void)arena;
	(void)error;
	time->ts.tv_sec = value->as.integer / 1000000000 - (rest < 0);
	time->ts.tv_nsec = rest + (rest < 0 ? 1000000000 : 0);
	return ORM_OK;
}

orm_status path_secrets_encode(const orm_slot *slot, orm_value *value_out, orm_arena *arena,
			       orm_error *error)
{
	const struct path_secrets *path = slot->member;
	(void)arena;
	(void)error;
	*value_out = orm_value_blob(path->secret, path->num * sizeof(*path->secret));
	return ORM_OK;
}

orm_status path_secrets_decode(const orm_value *value, orm_slot *slot, orm_arena *arena,
			       orm_error *error)
{
	struct path_secrets *path = slot->member;
	if (value->size % sizeof(*path->secret)) {
		return orm_converter_fail(error, "%zu bytes are no secrets of a path", value->size);
	}
	path->num = value->size / sizeof(*path->secret);
	path->secret = orm_arena_alloc(arena, value->size);
	if (!path->secret) {
		return ORM_NO_MEMORY;
	}
	if (value->size) {
		memcpy(path->secret, value->as.data, value->size);
	}
	return ORM_OK;
}

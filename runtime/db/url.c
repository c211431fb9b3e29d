/* Owns the parameters of a URL that the engine never sees. */
#include "db/url.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"

static const char own_prefix[] = "orm_";
static const char statements[] = "orm_statements=";

/* A piece of the URL. */
typedef struct part {
    const char *text;
    size_t size;
} part;

static bool begins_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

static bool has_parameters(const char *url)
{
    return begins_with(url, "postgresql://") || begins_with(url, "postgres://") ||
           begins_with(url, "sqlite:file:");
}

static bool is_word(part value, const char *word)
{
    return value.size == strlen(word) && memcmp(value.text, word, value.size) == 0;
}

static orm_status set_statements(orm_statements *mode, part value, orm_error *error)
{
    static const char *const words[] = { [ORM_STATEMENTS_NAMED] = "named",
                                         [ORM_STATEMENTS_UNNAMED] = "unnamed",
                                         [ORM_STATEMENTS_OFF] = "off" };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (is_word(value, words[i])) {
            *mode = (orm_statements)i;
            return ORM_OK;
        }
    }
    return orm__error_set(error, ORM_MISUSE,
                          "orm_statements of the URL is named, unnamed or off, not %.*s",
                          (int)(value.size < 64 ? value.size : 64), value.text);
}

static orm_status set_own(orm_statements *mode, part own, orm_error *error)
{
    size_t name_size = sizeof statements - 1;
    if (own.size >= name_size && memcmp(own.text, statements, name_size) == 0) {
        const part value = { own.text + name_size, own.size - name_size };
        return set_statements(mode, value, error);
    }
    size_t shown = strcspn(own.text, "=&#");
    return orm__error_set(error, ORM_MISUSE, "the URL has an unknown parameter %.*s",
                          (int)(shown < 64 ? shown : 64), own.text);
}

/* Appends a parameter that is not Corm's own. Returns the new end. */
static char *keep(char *end, char joint, part other)
{
    *end = joint;
    memmove(end + 1, other.text, other.size);
    return end + 1 + other.size;
}

/* Moves what is not Corm's own to the front. question: the URL from its '?' on. */
static orm_status take_own(char *question, orm_statements *mode, orm_error *error)
{
    char *end = question;
    const char *at = question;
    orm_status status = ORM_OK;
    while (status == ORM_OK && (*at == '?' || *at == '&')) {
        const part found = { at + 1, strcspn(at + 1, "&#") };
        at = found.text + found.size;
        if (begins_with(found.text, own_prefix)) {
            status = set_own(mode, found, error);
        } else {
            end = keep(end, end == question ? '?' : '&', found);
        }
    }
    memmove(end, at, strlen(at) + 1);
    return status;
}

orm_status orm__url_take_own(const orm_allocator *allocator, char **url, orm_options *options,
                             orm_error *error)
{
    const char *question = has_parameters(*url) ? strchr(*url, '?') : NULL;
    if (question == NULL || strstr(question, own_prefix) == NULL) {
        return ORM_OK;
    }
    size_t size = strlen(*url) + 1;
    char *copy = orm__alloc_array(allocator, size, 1);
    if (copy == NULL) {
        return orm__error_no_memory(error);
    }
    memcpy(copy, *url, size);
    orm_statements mode = ORM_STATEMENTS_NAMED;
    orm_status status = take_own(copy + (question - *url), &mode, error);
    char *kept = status == ORM_OK ? orm__alloc_text(allocator, copy) : NULL;
    orm__alloc_free(allocator, copy, size);
    if (kept == NULL) {
        return status == ORM_OK ? orm__error_no_memory(error) : status;
    }
    orm__alloc_free(allocator, *url, size);
    *url = kept;
    if (options->statements == ORM_STATEMENTS_NAMED) {
        options->statements = mode;
    }
    return ORM_OK;
}

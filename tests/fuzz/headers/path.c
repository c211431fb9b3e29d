/* Owns how members are reached in the programs. */
#include "path.h"

#include <string.h>

bool path_is_list(const member *m)
{
    return m->shape == SHAPE_LIST || m->shape == SHAPE_ROW || m->shape == SHAPE_PART;
}

bool path_is_pointer(const member *m)
{
    return m->shape == SHAPE_POINTER || m->shape == SHAPE_LIST ||
           m->shape == SHAPE_STRUCT_POINTER ||
           (m->shape == SHAPE_PLAIN && (m->form->traits & FORM_POINTER) != 0);
}

bool path_is_picked(unsigned picked, unsigned i)
{
    return picked == 0 || (picked >> i & 1U) != 0;
}

void path_of_value(char value[PATH], const member *m, const char *path)
{
    bool is_behind = m->shape == SHAPE_POINTER;
    const char *suffix = m->shape == SHAPE_WRAPPED ? ".value" : path_is_list(m) ? "[i]" : "";
    (void)snprintf(value, PATH, "%s%.200s%s", is_behind ? "(*" : "", path,
                   is_behind ? ")" : suffix);
}

void path_of_items(char items[PATH], const member *m, const char *path)
{
    const char *counter = m->counter == NULL ? m->name : m->counter->name;
    int before = (int)(strlen(path) - strlen(m->name));
    (void)snprintf(items, PATH, "%.*s%.200s_items", before, path, counter);
}

void path_print_argument(FILE *to, const member *m, const char *path)
{
    char value[PATH];
    bool is_letter = strcmp(m->form->type, "char") == 0 && m->form->suffix[0] == '\0';
    path_of_value(value, m, path);
    (void)fprintf(to, is_letter ? ", (char[2]){ %s }" : ", %s", value);
    if ((m->form->traits & FORM_COUNTED) != 0) {
        (void)fprintf(to, ", (size_t)%s_n", path);
    }
}

/* Owns the table of outputs. To add one: an emitter and its row. */
#include <stddef.h>

#include "emit/emit.h"

static const scan_emitter emitters[] = {
    { ".orm.h", NULL, NULL, scan_emit_header },
    { ".orm.c", NULL, NULL, scan_emit_tables },
    { ".sqlite.sql", "--sql", "the CREATE statements, a file for each engine", scan_emit_sqlite },
    { ".postgresql.sql", "--sql", NULL, scan_emit_postgresql },
    { ".json", "--json", "the model for other tools, of docs/model-json.md", scan_emit_model_json },
    { ".dot", "--dot", "a diagram of the tables for Graphviz", scan_emit_dot },
    { ".mmd", "--mermaid", "the same for Mermaid", scan_emit_mermaid },
    { ".md", "--markdown", "a data dictionary", scan_emit_markdown },
};

const scan_emitter *scan_emit_outputs(size_t *count_out)
{
    *count_out = sizeof emitters / sizeof *emitters;
    return emitters;
}

/* Owns how diagnostics look to people: clang's manner. */
#include "diag_message.h"
#include "base/plural.h"

#include <stdio.h>
#include <string.h>

/* Reads line number line of a file without its end. False: it cannot be read. */
static bool read_line(const scan_place *place, orm_buffer *line)
{
    FILE *file = fopen(place->file, "rb");
    if (file == NULL) {
        return false;
    }
    unsigned at = 1;
    int c = getc(file);
    for (; c != EOF && at < place->line; c = getc(file)) {
        at += c == '\n';
    }
    bool found = c != EOF && at == place->line;
    for (; c != EOF && c != '\n' && c != '\r'; c = getc(file)) {
        orm__buffer_char(line, (char)c);
    }
    (void)fclose(file);
    return found && !line->failed;
}

static bool begins_character(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

/* One blank for each character before byte column of the line; tabs stay tabs. */
static void print_indent(const orm_buffer *line, unsigned column, FILE *to)
{
    for (size_t i = 0; i + 1 < column && i < line->size; i++) {
        if (begins_character(line->text[i])) {
            (void)fputc(line->text[i] == '\t' ? '\t' : ' ', to);
        }
    }
}

/* A caret, and what else of the line belongs to it. */
static void print_caret(const orm_buffer *line, const scan_place *place, FILE *to)
{
    print_indent(line, place->column, to);
    (void)fputc('^', to);
    for (size_t i = place->column; i < line->size && i + 1 < place->column + place->size; i++) {
        if (begins_character(line->text[i])) {
            (void)fputc('~', to);
        }
    }
    (void)fputc('\n', to);
}

static void print_fix(const orm_buffer *line, const scan_message *printed, FILE *to)
{
    if (printed->fix != NULL && printed->fix_place.line == printed->place.line) {
        print_indent(line, printed->fix_place.column, to);
        (void)fprintf(to, "%s\n", printed->fix);
    }
}

static void print_source(const scan_message *printed, FILE *to)
{
    orm_buffer line;
    orm__buffer_init(&line, NULL);
    if (read_line(&printed->place, &line)) {
        (void)fprintf(to, "%s\n", orm__buffer_string(&line));
        print_caret(&line, &printed->place, to);
        print_fix(&line, printed, to);
    }
    orm__buffer_fini(&line);
}

static void print_message(const scan_message *printed, FILE *to)
{
    static const char *const severities[] = { "error", "warning", "note" };
    const scan_place *place = &printed->place;
    bool placed = place->file != NULL && place->line != 0;
    if (placed) {
        (void)fprintf(to, "%s:%u:%u: ", place->file, place->line, place->column);
    }
    (void)fprintf(to, "%s: %s\n", severities[printed->severity], printed->text);
    if (placed) {
        print_source(printed, to);
    }
}

static void print_count(const char *before, size_t count, const char *noun, FILE *to)
{
    (void)fprintf(to, "%s%zu %s%s", before, count, noun, orm__plural(count));
}

static void print_summary(const scan_report *report, FILE *to)
{
    size_t all = report->errors + report->warnings;
    if (report->errors > 0) {
        print_count("", report->errors, "error", to);
    }
    if (report->warnings > 0) {
        print_count(report->errors > 0 ? " and " : "", report->warnings, "warning", to);
    }
    if (all > report->shown + report->no_memory) {
        (void)fprintf(to, "; shown: %zu (--error-limit 0 shows all)", report->shown);
    }
    if (all > 0) {
        (void)fputc('\n', to);
    }
}

void scan_diag_print(scan_diag *diag, size_t limit, FILE *to)
{
    const scan_report report = scan_diag_report(diag, limit);
    for (size_t i = 0; i < report.count; i++) {
        if (!report.messages[i].is_hidden) {
            print_message(&report.messages[i], to);
        }
    }
    if (report.no_memory) {
        (void)fputs("error: out of memory\n", to);
    }
    print_summary(&report, to);
}

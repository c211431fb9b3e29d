/* Owns how diagnostics look to programs: one line of JSON. */
#include "diag_message.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

static void print_string(const char *text, FILE *to)
{
    size_t left = strlen(text);
    (void)fputc('"', to);
    while (left > 0) {
        size_t size = orm__utf8_size(text, left);
        unsigned char c = (unsigned char)*text;
        if (size == 0) {
            (void)fputs("\\ufffd", to);
            size = 1;
        } else if (c == '"' || c == '\\') {
            (void)fprintf(to, "\\%c", c);
        } else if (c < 0x20 || c == 0x7F) {
            (void)fprintf(to, "\\u%04x", c);
        } else {
            (void)fwrite(text, 1, size, to);
        }
        text += size;
        left -= size;
    }
    (void)fputc('"', to);
}

static void print_numbers(const scan_place *place, FILE *to)
{
    (void)fprintf(to, "\"line\":%u,\"column\":%u,\"size\":%u", place->line, place->column,
                  place->size);
}

/* What errors, warnings and notes have alike. */
static void print_members(const scan_message *printed, FILE *to)
{
    if (printed->place.file != NULL && printed->place.line != 0) {
        (void)fputs("\"file\":", to);
        print_string(printed->place.file, to);
        (void)fputc(',', to);
        print_numbers(&printed->place, to);
        (void)fputc(',', to);
    }
    (void)fputs("\"message\":", to);
    print_string(printed->text, to);
    if (printed->fix != NULL) {
        (void)fputs(",\"fix\":{", to);
        print_numbers(&printed->fix_place, to);
        (void)fputs(",\"text\":", to);
        print_string(printed->fix, to);
        (void)fputc('}', to);
    }
}

/* The error or warning at *at with its notes; moves behind them. */
static void print_diagnostic(const scan_report *report, size_t *at, FILE *to)
{
    const scan_message *head = &report->messages[*at];
    (void)fprintf(to, "{\"severity\":\"%s\",",
                  head->severity == SCAN_SEVERITY_ERROR ? "error" : "warning");
    print_members(head, to);
    (void)fputs(",\"notes\":[", to);
    size_t i = *at + 1;
    for (; i < report->count && report->messages[i].severity == SCAN_SEVERITY_NOTE; i++) {
        (void)fputs(i == *at + 1 ? "{" : ",{", to);
        print_members(&report->messages[i], to);
        (void)fputc('}', to);
    }
    (void)fputs("]}", to);
    *at = i;
}

void scan_diag_print_json(scan_diag *diag, size_t limit, FILE *to)
{
    const scan_report report = scan_diag_report(diag, limit);
    const char *comma = "";
    (void)fprintf(to, "{\"version\":1,\"errors\":%zu,\"warnings\":%zu,\"diagnostics\":[",
                  report.errors, report.warnings);
    for (size_t i = 0; i < report.count;) {
        if (report.messages[i].is_hidden) {
            i++;
            continue;
        }
        (void)fputs(comma, to);
        print_diagnostic(&report, &i, to);
        comma = ",";
    }
    if (report.no_memory) {
        (void)fprintf(to, "%s{\"severity\":\"error\",\"message\":\"out of memory\",\"notes\":[]}",
                      comma);
    }
    (void)fputs("]}\n", to);
}

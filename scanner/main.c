/* orm-scan: from annotated headers to the tables of Corm. */
#include <orm/version.h>

#include "options.h"
#include "pipeline.h"

int main(int argc, char **argv)
{
    scan_options options;
    int status = SCAN_EXIT_OK;
    if (!scan_options_parse(&options, argc, (const char *const *)argv, stderr)) {
        status = SCAN_EXIT_FAILED;
    } else if (options.help) {
        scan_options_print_help(stdout);
    } else if (options.version) {
        (void)puts("orm-scan " ORM_VERSION);
    } else {
        status = scan_pipeline_run(&options, stderr);
    }
    scan_options_fini(&options);
    return status;
}

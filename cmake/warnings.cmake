# The warnings of the project's own code: link orm_warnings privately. A program that builds Corm as
# part of itself chooses its own. They are errors for who works on Corm, not for who builds it with a
# compiler that did not exist yet; CMAKE_COMPILE_WARNING_AS_ERROR makes them so in a release too.
add_library(orm_warnings INTERFACE)
if(PROJECT_IS_TOP_LEVEL)
    target_compile_options(orm_warnings INTERFACE
        -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes
        $<$<CONFIG:Debug>:-Werror>)
endif()

# The warnings of the project's own code: link orm_warnings privately. A program that builds Corm as
# part of itself chooses its own.
add_library(orm_warnings INTERFACE)
if(PROJECT_IS_TOP_LEVEL)
    target_compile_options(orm_warnings INTERFACE
        -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
endif()

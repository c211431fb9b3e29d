# cmake [-DMODE=--check] -P format.cmake: formats the project's own C, or fails where it is not
# formatted. Golden cases and models stay as they are: structs as users write them, tables as orm-scan
# does.
find_program(CLANG_FORMAT NAMES clang-format-19 clang-format REQUIRED)
get_filename_component(root ${CMAKE_CURRENT_LIST_DIR} DIRECTORY)
set(sources)
foreach(folder include runtime scanner tests examples bench)
    file(GLOB_RECURSE found ${root}/${folder}/*.c ${root}/${folder}/*.h)
    list(APPEND sources ${found})
endforeach()
list(FILTER sources EXCLUDE REGEX "^${root}/tests/(golden|.*/models)/")

if(MODE STREQUAL "--check")
    set(mode --dry-run --Werror)
else()
    set(mode -i)
endif()
execute_process(COMMAND ${CLANG_FORMAT} ${mode} ${sources} RESULT_VARIABLE result)
if(result)
    message(FATAL_ERROR "not formatted as .clang-format says; ./dev format does it")
endif()

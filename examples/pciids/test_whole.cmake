# Runs PROGRAM on the whole list FILE: every line of it that says something must be read and stored,
# and after the rollback all must be as before.
cmake_minimum_required(VERSION 3.25)
set(url "sqlite::memory:")
if(ENGINE STREQUAL "postgresql")
    set(url "$ENV{ORM_TEST_POSTGRESQL}")
endif()
if(NOT EXISTS ${FILE} OR NOT url)
    message("skipped: no ${FILE}, or ORM_TEST_POSTGRESQL is not set")
    return()
endif()
execute_process(COMMAND grep -c "^[^#]" ${FILE} OUTPUT_VARIABLE lines
    OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${PROGRAM} ${url} ${FILE}
    OUTPUT_VARIABLE printed COMMAND_ERROR_IS_FATAL ANY)

string(REPLACE "," "" numbers "${printed}")
if(NOT numbers MATCHES "read the file +${lines} " OR NOT numbers MATCHES "store [^\n]* ${lines} ")
    message(FATAL_ERROR "of ${lines} lines some are lost\n${printed}")
endif()
string(REGEX MATCH "before: +([^\n]*)" before "${printed}")
set(before "${CMAKE_MATCH_1}")
string(REGEX MATCH "rollback: +([0-9]+ vendors[^\n]*)" after "${printed}")
if(before STREQUAL "" OR NOT before STREQUAL CMAKE_MATCH_1)
    message(FATAL_ERROR "the rollback has left something behind\n${printed}")
endif()

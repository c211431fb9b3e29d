# Runs PROGRAM on an ENGINE, under VALGRIND if that is a program, and compares what it prints with
# the file EXPECTED. TIMED: the times, and the lines about where things are, may differ.
cmake_minimum_required(VERSION 3.25)
set(url "sqlite::memory:")
if(ENGINE STREQUAL "postgresql")
    set(url "$ENV{ORM_TEST_POSTGRESQL}")
    if(NOT url)
        message("skipped: ORM_TEST_POSTGRESQL is not set")
        return()
    endif()
endif()
set(wrapper)
if(VALGRIND)
    set(wrapper ${VALGRIND} --quiet --error-exitcode=99 --leak-check=full --show-leak-kinds=all
        --errors-for-leak-kinds=all)
endif()

execute_process(COMMAND ${wrapper} ${PROGRAM} ${url} ${ARGUMENTS}
    RESULT_VARIABLE status OUTPUT_VARIABLE printed ERROR_VARIABLE complaints)
file(READ ${EXPECTED} expected)
if(TIMED)
    string(REGEX REPLACE "(database|file): [^\n]*|  +[0-9.]+ ms[ 0-9,]*" "" printed "${printed}")
endif()
if(NOT status EQUAL 0)
    message(FATAL_ERROR "${PROGRAM} ended with ${status}\n${printed}\n${complaints}")
endif()
if(NOT printed STREQUAL expected)
    message(FATAL_ERROR "${PROGRAM} printed\n${printed}\nwhere this is expected\n${expected}")
endif()

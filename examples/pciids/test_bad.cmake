# Runs PROGRAM on each file of FOLDER. The first line of a file says at which line the program has to
# stop, and why.
cmake_minimum_required(VERSION 3.25)
file(GLOB files ${FOLDER}/*.ids)
if(NOT files)
    message(FATAL_ERROR "there is no file in ${FOLDER}")
endif()
foreach(file IN LISTS files)
    file(STRINGS ${file} first LIMIT_COUNT 1)
    string(REGEX REPLACE "^# " "${file}:" expected "${first}")
    execute_process(COMMAND ${PROGRAM} sqlite::memory: ${file}
        RESULT_VARIABLE status OUTPUT_QUIET ERROR_VARIABLE complaints)
    string(FIND "${complaints}" "${expected}\n" at)
    if(NOT status EQUAL 1 OR NOT at EQUAL 0)
        message(SEND_ERROR "expected ${expected}\ngot status ${status} and ${complaints}")
    endif()
endforeach()

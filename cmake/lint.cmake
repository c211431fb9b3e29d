# Targets for people and CI: format, format-check, tidy.
if(NOT PROJECT_IS_TOP_LEVEL)
    return()
endif()
add_custom_target(format
    COMMAND ${CMAKE_COMMAND} -P ${CMAKE_CURRENT_LIST_DIR}/format.cmake)
add_custom_target(format-check
    COMMAND ${CMAKE_COMMAND} -DMODE=--check -P ${CMAKE_CURRENT_LIST_DIR}/format.cmake)

# Everything that was compiled, but what orm-scan wrote into the build folder.
find_program(ORM_RUN_CLANG_TIDY NAMES run-clang-tidy-19)
find_program(ORM_CLANG_TIDY NAMES clang-tidy-19)
if(ORM_RUN_CLANG_TIDY AND ORM_CLANG_TIDY)
    add_custom_target(tidy
        COMMAND ${ORM_RUN_CLANG_TIDY} -quiet -clang-tidy-binary ${ORM_CLANG_TIDY}
            -p ${PROJECT_BINARY_DIR}
            "^${PROJECT_SOURCE_DIR}/(runtime|scanner|tests|examples|bench)/.*\\.c$"
        USES_TERMINAL VERBATIM)
endif()

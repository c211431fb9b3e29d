# orm_generate(<target> HEADERS <header>...
#              [NAME <name>] [OUTPUT_DIRECTORY <folder>] [EXPORT] [COLUMNS <style>]
#              [SQL] [JSON] [DOT] [MERMAID] [MARKDOWN])
#
# Scans the headers with orm-scan, as the target's own sources see them, and adds the tables to the
# target: <name>.orm.c is compiled into it, <name>.orm.h is found by it and by what links it, and
# corm::orm is linked. Call it in the CMakeLists.txt that makes the target.
#
#   NAME              of the generated files and the schema; default: the target's
#   OUTPUT_DIRECTORY  where they go; default: a folder of the build tree. Files that are kept in the
#                     source tree are used as they are where there is no orm-scan.
#   EXPORT            a shared library shows its tables to what links it
#   COLUMNS           how columns are called whose table does not say it: as_is, snake_case, camelCase
#                     or PascalCase
#   SQL JSON ...      writes these beside the tables: each output of orm-scan --help, by its option in
#                     capitals
#
# A scan runs when a header, something that it includes, or orm-scan has changed.
set(ORM_SCAN_EXECUTABLE "" CACHE FILEPATH
    "The orm-scan to run, where it is not the package's own: when cross compiling")

# The scan as a command line, and what it depends on; both empty where there is none.
function(_orm_find_scanner command_out depends_out)
    set(command "")
    set(depends "")
    if(ORM_SCAN_EXECUTABLE)
        set(command "${ORM_SCAN_EXECUTABLE}")
        set(depends "${ORM_SCAN_EXECUTABLE}")
    elseif(TARGET corm::scan)
        set(command corm::scan)
        set(depends "$<TARGET_FILE:corm::scan>")
    endif()
    set(${command_out} "${command}" PARENT_SCOPE)
    set(${depends_out} "${depends}" PARENT_SCOPE)
endfunction()

function(_orm_check_target target)
    if(NOT TARGET "${target}")
        message(FATAL_ERROR "orm_generate: there is no target \"${target}\"; make it first")
    endif()
    get_target_property(type "${target}" TYPE)
    get_target_property(imported "${target}" IMPORTED)
    get_target_property(aliased "${target}" ALIASED_TARGET)
    if(imported OR aliased OR NOT type MATCHES "^(EXECUTABLE|(STATIC|SHARED|MODULE|OBJECT)_LIBRARY)$")
        message(FATAL_ERROR
            "orm_generate: \"${target}\" must be an executable or a library that is built here")
    endif()
    get_target_property(folder "${target}" SOURCE_DIR)
    if(NOT folder STREQUAL CMAKE_CURRENT_SOURCE_DIR)
        message(FATAL_ERROR "orm_generate: call it for \"${target}\" in ${folder}/CMakeLists.txt")
    endif()
    get_property(languages GLOBAL PROPERTY ENABLED_LANGUAGES)
    if(NOT "C" IN_LIST languages)
        message(FATAL_ERROR "orm_generate: the tables are C: add C to the LANGUAGES of project()")
    endif()
endfunction()

# Absolute paths of headers that exist, or that the build makes.
function(_orm_resolve_headers headers_out)
    set(headers "")
    foreach(header IN LISTS ARGN)
        get_filename_component(path "${header}" ABSOLUTE)
        get_source_file_property(generated "${path}" GENERATED)
        if(NOT EXISTS "${path}" AND NOT generated)
            message(FATAL_ERROR "orm_generate: there is no header ${path}")
        endif()
        list(APPEND headers "${path}")
    endforeach()
    set(${headers_out} "${headers}" PARENT_SCOPE)
endfunction()

# What clang must know to see the headers as the target's compiler does.
function(_orm_clang_flags target flags_out)
    set(includes "$<REMOVE_DUPLICATES:$<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>>")
    set(definitions "$<REMOVE_DUPLICATES:$<TARGET_PROPERTY:${target},COMPILE_DEFINITIONS>>")
    set(standard "$<TARGET_PROPERTY:${target},C_STANDARD>")
    set(extensions "$<TARGET_PROPERTY:${target},C_EXTENSIONS>")
    set(dialect "$<IF:$<OR:$<STREQUAL:${extensions},>,$<BOOL:${extensions}>>,gnu,c>")
    set(flags
        "$<$<BOOL:${standard}>:-std=${dialect}${standard}>"
        "$<$<BOOL:${includes}>:-I$<JOIN:${includes},$<SEMICOLON>-I>>"
        "$<$<BOOL:${definitions}>:-D$<JOIN:${definitions},$<SEMICOLON>-D>>")
    if(CMAKE_C_COMPILER_TARGET)
        list(APPEND flags "--target=${CMAKE_C_COMPILER_TARGET}")
    endif()
    if(CMAKE_SYSROOT)
        list(APPEND flags "--sysroot=${CMAKE_SYSROOT}")
    endif()
    set(${flags_out} "${flags}" PARENT_SCOPE)
endfunction()

# The tables become part of the target. Their header, and those that it includes, are found by the
# target and by what links it. Properties, since target_link_libraries allows only one of its two
# signatures for a target.
function(_orm_add_to_target target source headers)
    target_sources("${target}" PRIVATE "${source}")
    set(folders "")
    foreach(file IN LISTS source headers)
        get_filename_component(folder "${file}" DIRECTORY)
        list(APPEND folders "${folder}")
    endforeach()
    list(REMOVE_DUPLICATES folders)
    set_property(TARGET "${target}" APPEND PROPERTY INCLUDE_DIRECTORIES ${folders})
    set_property(TARGET "${target}" APPEND PROPERTY LINK_LIBRARIES corm::orm)
    get_target_property(type "${target}" TYPE)
    if(NOT type STREQUAL "EXECUTABLE")
        set_property(TARGET "${target}" APPEND PROPERTY
            INTERFACE_INCLUDE_DIRECTORIES "$<BUILD_INTERFACE:${folders}>")
        set_property(TARGET "${target}" APPEND PROPERTY INTERFACE_LINK_LIBRARIES corm::orm)
    endif()
endfunction()

function(orm_generate target)
    # The outputs that are written on request: the option, and the files that it makes.
    set(outputs SQL JSON DOT MERMAID MARKDOWN)
    set(files_of_SQL sqlite.sql postgresql.sql)
    set(files_of_JSON json)
    set(files_of_DOT dot)
    set(files_of_MERMAID mmd)
    set(files_of_MARKDOWN md)
    cmake_parse_arguments(PARSE_ARGV 1 arg "EXPORT;${outputs}" "NAME;OUTPUT_DIRECTORY;COLUMNS" "HEADERS")
    if(arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "orm_generate: unknown argument: ${arg_UNPARSED_ARGUMENTS}")
    endif()
    if(NOT arg_HEADERS)
        message(FATAL_ERROR "orm_generate: HEADERS <header>... is missing")
    endif()
    _orm_check_target("${target}")
    _orm_resolve_headers(headers ${arg_HEADERS})

    set(name "${target}")
    if(arg_NAME)
        set(name "${arg_NAME}")
    endif()
    set(folder "${CMAKE_CURRENT_BINARY_DIR}/${name}.orm")
    if(arg_OUTPUT_DIRECTORY)
        get_filename_component(folder "${arg_OUTPUT_DIRECTORY}" ABSOLUTE)
    endif()
    set(source "${folder}/${name}.orm.c")
    get_source_file_property(taken "${source}" ORM_GENERATED)
    if(taken)
        message(FATAL_ERROR "orm_generate: ${name}.orm.c is made already; give all headers in one "
                            "call, or another NAME")
    endif()
    set_source_files_properties("${source}" PROPERTIES ORM_GENERATED TRUE)

    _orm_add_to_target("${target}" "${source}" "${headers}")
    _orm_find_scanner(scanner scanner_file)
    if(NOT scanner)
        if(NOT EXISTS "${source}")
            message(FATAL_ERROR "orm_generate: no orm-scan was found and ${source} does not exist; "
                                "build Corm with its scanner, or set ORM_SCAN_EXECUTABLE")
        endif()
        return()
    endif()

    # Below the build even where the tables are kept in the source tree: it names this machine's files.
    set(depfile "${CMAKE_CURRENT_BINARY_DIR}/${name}.orm.d")
    set(options --name "${name}" -o "${folder}" --depfile "${depfile}")
    set(byproducts "${folder}/${name}.orm.h")
    if(arg_EXPORT)
        list(APPEND options --export)
    endif()
    if(arg_COLUMNS)
        list(APPEND options --columns "${arg_COLUMNS}")
    endif()
    foreach(output IN LISTS outputs)
        if(arg_${output})
            string(TOLOWER "--${output}" option)
            list(APPEND options ${option})
            list(TRANSFORM files_of_${output} PREPEND "${folder}/${name}." OUTPUT_VARIABLE files)
            list(APPEND byproducts ${files})
        endif()
    endforeach()
    _orm_clang_flags("${target}" flags)
    # orm-scan leaves a file alone whose text is the same, so that nothing is compiled again for
    # it; the touch tells make that the scan was done. The header keeps its time.
    add_custom_command(
        OUTPUT "${source}"
        BYPRODUCTS ${byproducts}
        COMMAND "${CMAKE_COMMAND}" -E make_directory "${folder}"
        COMMAND "${scanner}" ${options} ${headers} -- ${flags}
        COMMAND "${CMAKE_COMMAND}" -E touch "${source}"
        DEPENDS ${headers} ${scanner_file}
        DEPFILE "${depfile}"
        COMMENT "Scanning the headers of ${name}"
        COMMAND_EXPAND_LISTS VERBATIM)
endfunction()

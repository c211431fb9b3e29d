# orm_generate(<target> HEADERS <header>...
#              [NAME <name>] [OUTPUT_DIRECTORY <folder>] [EXPORT] [COLUMNS <style>]
#              [INCLUDE <header>...] [SQL] [JSON] [DOT] [MERMAID] [MARKDOWN])
#
# Scans the headers with orm-scan, as the target's own C sources see them, and adds the tables to the
# target: <name>.orm.c is compiled into it, <name>.orm.h is found by it and by what links it, and
# corm::orm is linked. Call it in the CMakeLists.txt that makes the target. An interface library gets
# a static one, <name>_orm, which whatever links it links, too.
#
#   NAME              of the generated files and the schema; default: the target's
#   OUTPUT_DIRECTORY  where they go; default: a folder of the build tree, one per configuration. Files
#                     that are kept in the source tree are used as they are where there is no
#                     orm-scan, or ORM_SCAN_EXECUTABLE is OFF; the target orm_check fails where they
#                     are not what would be written now.
#   EXPORT            a shared library shows its tables to what links it
#   COLUMNS           how columns are called whose table does not say it: as_is, snake_case, camelCase
#                     or PascalCase
#   INCLUDE           what the headers need before them, such as a config.h, as #include "..." would name it
#   SQL JSON ...      writes these beside the tables: each output of orm-scan --help, by its option in
#                     capitals
#
# A scan runs when a header, something that it includes, the target's flags or orm-scan have changed,
# after the headers among the target's sources that the build makes.
cmake_policy(VERSION 3.25) # not that of who calls

set(ORM_SCAN_EXECUTABLE "" CACHE STRING
    "The orm-scan to run instead of the package's own; OFF: take the tables that are kept")

# ---- what can be wrong in a call ---------------------------------------------------------------

function(_orm_check_target target)
    if(NOT TARGET "${target}")
        message(FATAL_ERROR "orm_generate: there is no target \"${target}\"; make it first")
    endif()
    get_target_property(aliased "${target}" ALIASED_TARGET)
    if(aliased)
        message(FATAL_ERROR "orm_generate: \"${target}\" is another name of \"${aliased}\"; use that")
    endif()
    get_target_property(type "${target}" TYPE)
    get_target_property(imported "${target}" IMPORTED)
    set(types "^(EXECUTABLE|(STATIC|SHARED|MODULE|OBJECT|INTERFACE)_LIBRARY)$")
    if(imported OR NOT type MATCHES "${types}")
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

# Of the parsed arguments of orm_generate, in its scope: what needs no look at the target.
function(_orm_check_arguments)
    if(arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "orm_generate: unknown argument: ${arg_UNPARSED_ARGUMENTS}")
    endif()
    if(arg_KEYWORDS_MISSING_VALUES)
        message(FATAL_ERROR "orm_generate: nothing stands behind ${arg_KEYWORDS_MISSING_VALUES}")
    endif()
    if(NOT arg_HEADERS)
        message(FATAL_ERROR "orm_generate: HEADERS <header>... is missing")
    endif()
    if(arg_NAME AND NOT arg_NAME MATCHES "^[A-Za-z0-9_+][A-Za-z0-9_.+-]*$")
        message(FATAL_ERROR "orm_generate: NAME is made of letters, digits and _ . + -, not ${arg_NAME}")
    endif()
    if(arg_COLUMNS AND NOT arg_COLUMNS MATCHES "^(as_is|snake_case|camelCase|PascalCase)$")
        message(FATAL_ERROR "orm_generate: COLUMNS is as_is, snake_case, camelCase or PascalCase, "
                            "not ${arg_COLUMNS}")
    endif()
endfunction()

# Absolute paths of headers that exist, or that the build makes.
function(_orm_resolve_headers headers_out)
    set(headers "")
    foreach(header IN LISTS ARGN)
        if(header MATCHES "\\$<")
            message(FATAL_ERROR "orm_generate: headers are plain paths, without generator expressions: "
                                "${header}")
        endif()
        if(header MATCHES "[.](c|cc|cpp|cxx)$")
            message(FATAL_ERROR "orm_generate: ${header} is a source file; structs that are stored "
                                "stand in headers, which the tables include")
        endif()
        get_filename_component(path "${header}" ABSOLUTE)
        get_source_file_property(generated "${path}" GENERATED)
        if(IS_DIRECTORY "${path}" OR (NOT EXISTS "${path}" AND NOT generated))
            message(FATAL_ERROR "orm_generate: there is no header ${path}")
        endif()
        if(path IN_LIST headers)
            message(FATAL_ERROR "orm_generate: ${header} is given twice")
        endif()
        list(APPEND headers "${path}")
    endforeach()
    set(${headers_out} "${headers}" PARENT_SCOPE)
endfunction()

# One place makes one file, in whichever folder of the project the calls stand.
function(_orm_claim_source source name)
    get_property(sources GLOBAL PROPERTY ORM_SOURCES)
    if(source IN_LIST sources)
        message(FATAL_ERROR "orm_generate: ${name}.orm.c is made already; give all headers in one "
                            "call, or another NAME")
    endif()
    set_property(GLOBAL APPEND PROPERTY ORM_SOURCES "${source}")
endfunction()

# ---- one header, two targets -------------------------------------------------------------------

# Two programs may each have tables of one header. A target that links another would have them twice:
# looked at when all targets and links are known.
function(_orm_claim_headers target)
    get_property(known GLOBAL PROPERTY ORM_HEADERS)
    if(NOT known)
        cmake_language(DEFER DIRECTORY "${CMAKE_SOURCE_DIR}" CALL _orm_check_owners)
    endif()
    foreach(header IN LISTS ARGN)
        get_property(owners GLOBAL PROPERTY "ORM_OWNERS_OF_${header}")
        if(target IN_LIST owners)
            message(FATAL_ERROR "orm_generate: ${header} is given for \"${target}\" in two calls")
        endif()
        set_property(GLOBAL APPEND PROPERTY ORM_HEADERS "${header}")
        set_property(GLOBAL APPEND PROPERTY "ORM_OWNERS_OF_${header}" "${target}")
    endforeach()
endfunction()

# All targets that a target links, directly or not, as far as they are named plainly.
function(_orm_linked_targets target linked_out)
    set(linked "")
    set(open "${target}")
    while(open)
        list(POP_FRONT open next)
        foreach(property IN ITEMS LINK_LIBRARIES INTERFACE_LINK_LIBRARIES)
            get_target_property(items "${next}" ${property})
            foreach(item IN LISTS items)
                string(REGEX REPLACE "^\\$<(LINK_ONLY|BUILD_INTERFACE):(.*)>$" "\\2" item "${item}")
                if(TARGET "${item}" AND NOT item IN_LIST linked)
                    list(APPEND linked "${item}")
                    list(APPEND open "${item}")
                    get_target_property(aliased "${item}" ALIASED_TARGET)
                    if(aliased)
                        list(APPEND linked "${aliased}")
                    endif()
                endif()
            endforeach()
        endforeach()
    endwhile()
    set(${linked_out} "${linked}" PARENT_SCOPE)
endfunction()

function(_orm_check_owners)
    get_property(headers GLOBAL PROPERTY ORM_HEADERS)
    list(REMOVE_DUPLICATES headers)
    foreach(header IN LISTS headers)
        get_property(owners GLOBAL PROPERTY "ORM_OWNERS_OF_${header}")
        list(LENGTH owners count)
        if(count LESS 2)
            continue()
        endif()
        foreach(owner IN LISTS owners)
            _orm_linked_targets("${owner}" linked)
            foreach(other IN LISTS owners)
                if(other IN_LIST linked)
                    message(FATAL_ERROR "orm_generate: ${header} is given for \"${other}\" and for "
                                        "\"${owner}\", which links it; give it for \"${other}\" alone")
                endif()
            endforeach()
        endforeach()
    endforeach()
endfunction()

# ---- the scanner and what it is told -----------------------------------------------------------

# The scan as a command line, and what it depends on; both empty where there is none.
function(_orm_find_scanner command_out depends_out)
    set(command "")
    set(depends "")
    string(TOUPPER "${ORM_SCAN_EXECUTABLE}" wanted)
    if(wanted MATCHES "^(OFF|NO|N|FALSE|0)$")
        # the tables that are kept
    elseif(ORM_SCAN_EXECUTABLE)
        if(NOT EXISTS "${ORM_SCAN_EXECUTABLE}" OR IS_DIRECTORY "${ORM_SCAN_EXECUTABLE}")
            message(FATAL_ERROR "orm_generate: ORM_SCAN_EXECUTABLE is ${ORM_SCAN_EXECUTABLE}, where "
                                "no program is; give its whole path")
        endif()
        set(command "${ORM_SCAN_EXECUTABLE}")
        set(depends "${ORM_SCAN_EXECUTABLE}")
    elseif(TARGET corm::scan AND (NOT CMAKE_CROSSCOMPILING OR CMAKE_CROSSCOMPILING_EMULATOR))
        set(command corm::scan)
        set(depends "$<TARGET_FILE:corm::scan>")
    endif()
    set(${command_out} "${command}" PARENT_SCOPE)
    set(${depends_out} "${depends}" PARENT_SCOPE)
endfunction()

function(_orm_miss_scanner source)
    if(CMAKE_CROSSCOMPILING)
        set(advice "when cross compiling, set ORM_SCAN_EXECUTABLE to an orm-scan of this machine")
    else()
        set(advice "build Corm with its scanner, or set ORM_SCAN_EXECUTABLE")
    endif()
    message(FATAL_ERROR "orm_generate: no orm-scan was found and ${source} does not exist; ${advice}")
endfunction()

# What the compiler is for, where it is not this machine's: what only the compiler itself knows.
function(_orm_machine_flags flags_out)
    set(flags "")
    if(CMAKE_C_COMPILER_TARGET)
        list(APPEND flags "--target=${CMAKE_C_COMPILER_TARGET}")
    elseif(CMAKE_CROSSCOMPILING AND CMAKE_C_COMPILER_ID STREQUAL "GNU")
        execute_process(COMMAND "${CMAKE_C_COMPILER}" -dumpmachine
            OUTPUT_VARIABLE machine OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
        list(APPEND flags "--target=${machine}")
    endif()
    if(CMAKE_SYSROOT_COMPILE)
        list(APPEND flags "--sysroot=${CMAKE_SYSROOT_COMPILE}")
    elseif(CMAKE_SYSROOT)
        list(APPEND flags "--sysroot=${CMAKE_SYSROOT}")
    elseif(CMAKE_CROSSCOMPILING)
        # A C library beside its compiler. What is the compiler's own does not suit clang.
        set(folders ${CMAKE_C_IMPLICIT_INCLUDE_DIRECTORIES})
        list(FILTER folders EXCLUDE REGEX "/(gcc|gcc-cross|clang)/")
        list(TRANSFORM folders PREPEND "-idirafter")
        list(APPEND flags ${folders})
    endif()
    set(${flags_out} "${flags}" PARENT_SCOPE)
endfunction()

# The flags that every target has: of all configurations, and of one.
function(_orm_common_flags flags_out)
    separate_arguments(flags UNIX_COMMAND "${CMAKE_C_FLAGS}")
    set(configurations ${CMAKE_CONFIGURATION_TYPES})
    if(NOT configurations)
        set(configurations ${CMAKE_BUILD_TYPE})
    endif()
    foreach(configuration IN LISTS configurations)
        string(TOUPPER "${configuration}" suffix)
        separate_arguments(words UNIX_COMMAND "${CMAKE_C_FLAGS_${suffix}}")
        list(TRANSFORM words REPLACE "^(.+)$" "$<$<CONFIG:${configuration}>:\\1>")
        list(APPEND flags ${words})
    endforeach()
    set(${flags_out} "${flags}" PARENT_SCOPE)
endfunction()

# Writes <folder>/C/compile_flags.txt: what clang must know to see the headers as the target's compiler
# does, a flag a line. Only a file that CMake generates knows what $<COMPILE_LANGUAGE:C> is, and it
# generates one for each language of the project.
function(_orm_write_flags target folder)
    set(includes "$<REMOVE_DUPLICATES:$<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>>")
    set(definitions "$<REMOVE_DUPLICATES:$<TARGET_PROPERTY:${target},COMPILE_DEFINITIONS>>")
    set(options "$<TARGET_PROPERTY:${target},COMPILE_OPTIONS>")
    set(standard "$<TARGET_PROPERTY:${target},C_STANDARD>")
    set(extensions "$<TARGET_PROPERTY:${target},C_EXTENSIONS>")
    set(dialect "$<IF:$<OR:$<STREQUAL:${extensions},>,$<BOOL:${extensions}>>,gnu,c>")
    set(flags "$<TARGET_PROPERTY:${target},COMPILE_FLAGS>")
    # Where the compiler runs: relative paths are seen from there.
    set(place "${CMAKE_CURRENT_BINARY_DIR}")
    if(CMAKE_GENERATOR MATCHES "Ninja")
        set(place "${CMAKE_BINARY_DIR}")
    endif()
    _orm_machine_flags(machine)
    _orm_common_flags(common)
    list(JOIN machine "\n" machine)
    list(JOIN common "\n" common)
    file(GENERATE OUTPUT "${folder}/$<COMPILE_LANGUAGE>/compile_flags.txt" CONTENT
        "-working-directory=${place}
${machine}
${common}
$<$<BOOL:${standard}>:-std=${dialect}${standard}>
$<$<BOOL:${includes}>:-I$<JOIN:${includes},\n-I>>
$<$<BOOL:${definitions}>:-D$<JOIN:${definitions},\n-D>>
$<JOIN:${options},\n>
$<$<BOOL:${flags}>:SHELL:${flags}>
")
endfunction()

# ---- the target --------------------------------------------------------------------------------

# The target that the tables are compiled in: an interface library has none of its own, so that it
# gets one, which sees what a user of the interface sees.
function(_orm_make_holder target name holder_out)
    set(holder "${target}")
    get_target_property(type "${target}" TYPE)
    if(type STREQUAL "INTERFACE_LIBRARY")
        set(holder "${name}_orm")
        add_library("${holder}" STATIC)
        set_target_properties("${holder}" PROPERTIES POSITION_INDEPENDENT_CODE ON)
        foreach(property IN ITEMS INCLUDE_DIRECTORIES COMPILE_DEFINITIONS COMPILE_OPTIONS)
            set_property(TARGET "${holder}" APPEND PROPERTY ${property}
                "$<TARGET_PROPERTY:${target},INTERFACE_${property}>")
        endforeach()
        set_property(TARGET "${target}" APPEND PROPERTY INTERFACE_LINK_LIBRARIES "${holder}")
    endif()
    set(${holder_out} "${holder}" PARENT_SCOPE)
endfunction()

# The tables become part of the target. Their header, and those that it includes, are found by the
# target and by what links it. Properties, since target_link_libraries allows only one of its two
# signatures for a target.
function(_orm_add_to_target target source headers)
    target_sources("${target}" PRIVATE "${source}")
    set_source_files_properties("${source}" PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
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

# Called when the folder is through, and all sources are known: headers among them that the build makes
# are there before the scan. It depends on the property.
function(_orm_await_generated holder own)
    set(awaited "")
    foreach(target IN LISTS ARGN)
        set(files "")
        foreach(property IN ITEMS SOURCES HEADER_SET INTERFACE_SOURCES INTERFACE_HEADER_SET)
            get_target_property(some "${target}" ${property})
            list(APPEND files ${some})
        endforeach()
        list(FILTER files INCLUDE REGEX "^[^$]*[.](h|H|hh|hpp|hxx|h[+][+]|inc|def)$")
        foreach(file IN LISTS files)
            foreach(base IN ITEMS "${CMAKE_CURRENT_SOURCE_DIR}" "${CMAKE_CURRENT_BINARY_DIR}")
                get_filename_component(path "${file}" ABSOLUTE BASE_DIR "${base}")
                get_source_file_property(generated "${path}" GENERATED)
                if(generated AND NOT path STREQUAL own)
                    list(APPEND awaited "${path}")
                endif()
            endforeach()
        endforeach()
    endforeach()
    list(REMOVE_DUPLICATES awaited)
    set_property(TARGET "${holder}" PROPERTY ORM_AWAITED "${awaited}")
endfunction()

# The target orm_check, for tables that are kept: fails where a scan would change them.
function(_orm_add_check name command dependencies)
    if(NOT TARGET orm_check)
        add_custom_target(orm_check)
    endif()
    add_custom_target("orm_check_${name}" COMMAND ${command}
        DEPENDS ${dependencies} COMMENT "Checking the tables of ${name}" COMMAND_EXPAND_LISTS VERBATIM)
    add_dependencies(orm_check "orm_check_${name}")
endfunction()

function(orm_generate target)
    # The outputs that are written on request: the option, and the files that it makes.
    set(outputs SQL JSON DOT MERMAID MARKDOWN)
    set(files_of_SQL sqlite.sql postgresql.sql)
    set(files_of_JSON json)
    set(files_of_DOT dot)
    set(files_of_MERMAID mmd)
    set(files_of_MARKDOWN md)
    cmake_parse_arguments(PARSE_ARGV 1 arg
        "EXPORT;${outputs}" "NAME;OUTPUT_DIRECTORY;COLUMNS" "HEADERS;INCLUDE")
    _orm_check_arguments()
    _orm_check_target("${target}")
    _orm_resolve_headers(headers ${arg_HEADERS})

    set(name "${target}")
    if(arg_NAME)
        set(name "${arg_NAME}")
    endif()
    # What one configuration must not take from another; empty where there is only one.
    get_property(is_multi_config GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
    set(configuration "")
    if(is_multi_config)
        set(configuration "/$<CONFIG>")
    endif()
    set(folder "${CMAKE_CURRENT_BINARY_DIR}/${name}.orm${configuration}")
    if(arg_OUTPUT_DIRECTORY)
        get_filename_component(folder "${arg_OUTPUT_DIRECTORY}" ABSOLUTE)
        if(EXISTS "${folder}" AND NOT IS_DIRECTORY "${folder}")
            message(FATAL_ERROR "orm_generate: OUTPUT_DIRECTORY ${folder} is not a folder")
        endif()
    endif()
    set(source "${folder}/${name}.orm.c")
    _orm_claim_source("${source}" "${name}")
    set(targets "${target}")
    _orm_make_holder("${target}" "${name}" target)
    _orm_claim_headers("${target}" ${headers})
    _orm_add_to_target("${target}" "${source}" "${headers}")
    _orm_find_scanner(scanner scanner_file)
    if(NOT scanner)
        if(NOT EXISTS "${source}")
            _orm_miss_scanner("${source}")
        endif()
        return()
    endif()

    set(options --name "${name}" -o "${folder}")
    set(byproducts "${folder}/${name}.orm.h")
    if(arg_EXPORT)
        list(APPEND options --export)
    endif()
    if(arg_COLUMNS)
        list(APPEND options --columns "${arg_COLUMNS}")
    endif()
    foreach(include IN LISTS arg_INCLUDE)
        list(APPEND options --include "${include}")
    endforeach()
    foreach(output IN LISTS outputs)
        if(arg_${output})
            string(TOLOWER "--${output}" option)
            list(APPEND options ${option})
            list(TRANSFORM files_of_${output} PREPEND "${folder}/${name}." OUTPUT_VARIABLE files)
            list(APPEND byproducts ${files})
        endif()
    endforeach()
    # Below the build even where the tables are kept in the source tree: they name this machine's files.
    set(private "${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${name}.orm.dir${configuration}")
    set(depfile "${private}/scan.d")
    set(flags "${private}/C/compile_flags.txt")
    _orm_write_flags("${target}" "${private}")
    list(APPEND options -p "${private}/C")
    list(APPEND targets "${target}")
    cmake_language(EVAL CODE
        "cmake_language(DEFER CALL _orm_await_generated [[${target}]] [[${folder}/${name}.orm.h]] ${targets})")
    set(dependencies ${headers} "$<TARGET_PROPERTY:${target},ORM_AWAITED>")
    # With make CMake adds what a depfile says to what it has said, so that a header that was deleted would
    # be missed by each build from then on. Without its list it reads the depfile anew.
    set(forget)
    if(CMAKE_GENERATOR MATCHES "Makefiles")
        set(forget COMMAND "${CMAKE_COMMAND}" -E rm -f
            "${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${target}.dir/compiler_depend.internal")
    endif()
    # orm-scan leaves a file alone whose text is the same, so that nothing is compiled again for
    # it; the touch tells make that the scan was done. The header keeps its time.
    add_custom_command(
        OUTPUT "${source}"
        BYPRODUCTS ${byproducts}
        COMMAND "${CMAKE_COMMAND}" -E make_directory "${folder}"
        COMMAND "${scanner}" ${options} --depfile "${depfile}" ${headers}
        COMMAND "${CMAKE_COMMAND}" -E touch "${source}"
        ${forget}
        DEPENDS ${dependencies} "${flags}" ${scanner_file}
        DEPFILE "${depfile}"
        COMMENT "Scanning the headers of ${name}"
        COMMAND_EXPAND_LISTS VERBATIM)
    if(arg_OUTPUT_DIRECTORY)
        _orm_add_check("${name}" "${scanner};${options};--check;${headers}" "${dependencies}")
    endif()
endfunction()

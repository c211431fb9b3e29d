# Finds libclang >= 17 and makes the target LibClang::LibClang.
#
#   LIBCLANG_ROOT         a prefix to look at first, and only there ("/usr/lib/llvm-19")
#   LibClang_OTHER_LIBRARIES  the older ones that would do, too; empty with LIBCLANG_ROOT
#   LibClang_RESOURCE_DIR clang's own headers beside that library; empty where they are not installed
#
# Versioned prefixes are searched newest first. llvm-config is not asked: the unversioned one may
# belong to another version, and libclang's packages bring none.
set(_prefixes)
if(LIBCLANG_ROOT)
    set(_prefixes ${LIBCLANG_ROOT})
else()
    foreach(_version RANGE 30 17 -1)
        list(APPEND _prefixes /usr/lib/llvm-${_version} /usr/lib64/llvm${_version} /usr/lib/llvm${_version}
             /opt/homebrew/opt/llvm@${_version} /usr/local/opt/llvm@${_version}
             /usr/local/llvm${_version})
    endforeach()
    list(APPEND _prefixes /opt/homebrew/opt/llvm /usr/local/opt/llvm /usr/local /usr)
endif()

# A header that declares what came with 17 tells the version better than a number in a path.
unset(LibClang_LIBRARY)
unset(LibClang_INCLUDE_DIR)
set(LibClang_OTHER_LIBRARIES)
foreach(_prefix IN LISTS _prefixes)
    set(_header ${_prefix}/include/clang-c/Index.h)
    if(NOT EXISTS ${_header})
        continue()
    endif()
    file(STRINGS ${_header} _symbol REGEX "clang_getCursorBinaryOperatorKind" LIMIT_COUNT 1)
    find_library(_library NAMES clang libclang PATHS ${_prefix} PATH_SUFFIXES lib lib64
                 NO_DEFAULT_PATH NO_CACHE)
    if(NOT _library AND _prefix STREQUAL "/usr")
        find_library(_library NAMES clang libclang NO_CACHE)
    endif()
    if(_symbol AND _library AND LibClang_LIBRARY)
        list(APPEND LibClang_OTHER_LIBRARIES ${_library})
    elseif(_symbol AND _library)
        set(LibClang_LIBRARY ${_library})
        set(LibClang_INCLUDE_DIR ${_prefix}/include)
        file(GLOB _resources ${_prefix}/lib/clang/*/include/stddef.h
             ${_prefix}/lib64/clang/*/include/stddef.h)
    endif()
    unset(_library)
endforeach()

set(LibClang_RESOURCE_DIR "")
if(_resources)
    list(GET _resources -1 _resource)
    string(REGEX REPLACE "/include/stddef.h$" "" LibClang_RESOURCE_DIR ${_resource})
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibClang
    REQUIRED_VARS LibClang_LIBRARY LibClang_INCLUDE_DIR
    REASON_FAILURE_MESSAGE "libclang 17 or newer is needed (Debian: libclang-19-dev): \
-DLIBCLANG_ROOT=/usr/lib/llvm-19 names another place")

if(LibClang_FOUND AND NOT TARGET LibClang::LibClang)
    add_library(LibClang::LibClang UNKNOWN IMPORTED)
    set_target_properties(LibClang::LibClang PROPERTIES
        IMPORTED_LOCATION ${LibClang_LIBRARY}
        INTERFACE_INCLUDE_DIRECTORIES ${LibClang_INCLUDE_DIR})
endif()
foreach(_name prefixes prefix version header symbol library resources resource)
    unset(_${_name})
endforeach()

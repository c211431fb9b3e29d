# What an installed Corm consists of: libraries, headers, orm-scan, and how CMake and pkg-config
# find them. All of it may be moved to another place as a whole.
include(CMakePackageConfigHelpers)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/corm)
install(TARGETS orm_static orm_shared EXPORT corm-targets
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
    FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT corm-targets NAMESPACE corm:: DESTINATION ${package_folder})
if(TARGET orm-scan)
    set_target_properties(orm-scan PROPERTIES EXPORT_NAME scan)
    install(TARGETS orm-scan EXPORT corm-scan-targets RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
    install(EXPORT corm-scan-targets NAMESPACE corm:: DESTINATION ${package_folder})
endif()

configure_package_config_file(
    ${CMAKE_CURRENT_LIST_DIR}/corm-config.cmake.in ${PROJECT_BINARY_DIR}/corm-config.cmake
    INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(
    ${PROJECT_BINARY_DIR}/corm-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES
    ${PROJECT_BINARY_DIR}/corm-config.cmake
    ${PROJECT_BINARY_DIR}/corm-config-version.cmake
    ${CMAKE_CURRENT_LIST_DIR}/CormGenerate.cmake
    DESTINATION ${package_folder})

set(pkgconfig_folder ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
file(RELATIVE_PATH CORM_PC_PREFIX /${pkgconfig_folder} /)
string(REGEX REPLACE "/$" "" CORM_PC_PREFIX ${CORM_PC_PREFIX})
configure_file(${CMAKE_CURRENT_LIST_DIR}/corm.pc.in ${PROJECT_BINARY_DIR}/corm.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/corm.pc DESTINATION ${pkgconfig_folder})

# In folders as they are here, so that the links between them hold.
install(FILES
    ${PROJECT_SOURCE_DIR}/LICENSE
    ${PROJECT_SOURCE_DIR}/README.md
    ${PROJECT_SOURCE_DIR}/CHANGELOG.md
    DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs DESTINATION ${CMAKE_INSTALL_DOCDIR}
    FILES_MATCHING PATTERN "*.md")

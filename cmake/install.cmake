# What `cmake --install` puts where, below the prefix:
#
#   bin/orrery, share/man/man1/orrery.1       the command
#   lib/liborrery.{a,so*}, include/orrery     the libraries and their headers
#   lib/pkgconfig/orrery.pc, lib/cmake/Orrery how builds find them
#   lib/orrery/liblua5.4.so.0                 for LD_LIBRARY_PATH: takes the place of Lua's own
#
# The component lua_names is left out unless asked for by name (`make install-lua`): liblua5.4.so in
# lib/ itself, and lua5.4.pc, for a prefix that has no other Lua.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(header_folder ${CMAKE_INSTALL_INCLUDEDIR}/orrery)
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/Orrery)
foreach(target orrery_static orrery_shared)
    target_include_directories(${target} INTERFACE
        $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/src/include> $<INSTALL_INTERFACE:${header_folder}>)
endforeach()
target_link_libraries(orrery_static INTERFACE m ${CMAKE_DL_LIBS})

install(TARGETS orrery orrery_static orrery_shared EXPORT OrreryTargets)
install(TARGETS orrery_liblua LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/orrery NAMELINK_SKIP)
install(TARGETS orrery_liblua
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT lua_names EXCLUDE_FROM_ALL)
install(DIRECTORY src/include/ DESTINATION ${header_folder})
install(FILES docs/orrery.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES LICENSE README.md DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/doc/orrery)

# ---- CMake: find_package(Orrery), orrery::shared, orrery::static, orrery::command ----------------

set_target_properties(orrery PROPERTIES EXPORT_NAME command)
install(EXPORT OrreryTargets NAMESPACE orrery:: DESTINATION ${package_folder})
configure_package_config_file(packaging/OrreryConfig.cmake.in OrreryConfig.cmake
    INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(OrreryConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/OrreryConfig.cmake
    ${PROJECT_BINARY_DIR}/OrreryConfigVersion.cmake DESTINATION ${package_folder})

# ---- pkg-config: paths relative to the file, so that any prefix will do --------------------------

set(pkgconfig_folder ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
file(RELATIVE_PATH from_pkgconfig_to_prefix /prefix/${pkgconfig_folder} /prefix)
string(REGEX REPLACE "/$" "" from_pkgconfig_to_prefix ${from_pkgconfig_to_prefix})
configure_file(packaging/orrery.pc.in orrery.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/orrery.pc DESTINATION ${pkgconfig_folder})
configure_file(packaging/lua5.4.pc.in lua5.4.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/lua5.4.pc
    DESTINATION ${pkgconfig_folder} COMPONENT lua_names EXCLUDE_FROM_ALL)

# ---- Debian package: `make package` --------------------------------------------------------------

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME orrery)
set(CPACK_PACKAGE_CONTACT "The Orrery authors <orrery@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Runtime for Lua 5.4: command, libraries, headers")
set(CPACK_PACKAGE_DESCRIPTION
"Runs Lua 5.4 programs and takes the place of liblua5.4 in programs that embed Lua.
The command is an alternative for /usr/bin/lua.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION interpreters)
set(control_files postinst prerm shlibs triggers)
list(TRANSFORM control_files PREPEND ${PROJECT_SOURCE_DIR}/packaging/debian/)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${control_files})
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/packaging/debian/finish.cmake)
find_program(DPKG_SHLIBDEPS dpkg-shlibdeps)
mark_as_advanced(DPKG_SHLIBDEPS)
if(DPKG_SHLIBDEPS)
    set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
else()
    set(CPACK_DEBIAN_PACKAGE_DEPENDS "libc6, libedit2")
endif()
include(CPack)

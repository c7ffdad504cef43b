# The libraries, all of the same objects: liborrery for hosts that choose it, static and shared, and
# liblua5.4.so.0 for hosts that are linked against Lua's own. The shared ones export the public
# symbols alone: the second one those of Lua, the first one those of orrery.h as well. What they call
# of these themselves is their own: nobody can put another function in its place, so a call of
# lua_tointegerx in luaL_checkinteger is a direct one.

add_library(orrery_static STATIC ${engine_objects})
set_target_properties(orrery_static PROPERTIES OUTPUT_NAME orrery EXPORT_NAME static)

# orrery_add_shared_library(TARGET EXPORTS FOLDER PROPERTY VALUE...): the engine in a shared library.
function(orrery_add_shared_library target exports folder)
    set(exports ${PROJECT_SOURCE_DIR}/cmake/${exports})
    add_library(${target} SHARED ${engine_objects})
    target_link_libraries(${target} PRIVATE orrery_settings m ${CMAKE_DL_LIBS})
    target_link_options(${target} PRIVATE "LINKER:--version-script=${exports}"
        "LINKER:-Bsymbolic-functions")
    set_target_properties(${target} PROPERTIES LINK_DEPENDS ${exports}
        LIBRARY_OUTPUT_DIRECTORY ${folder} ${ARGN})
endfunction()

orrery_add_shared_library(orrery_shared exports_orrery.map ${PROJECT_BINARY_DIR}
    OUTPUT_NAME orrery EXPORT_NAME shared VERSION ${PROJECT_VERSION} SOVERSION 0)
# In a folder of its own, for LD_LIBRARY_PATH.
orrery_add_shared_library(orrery_liblua exports.map ${PROJECT_BINARY_DIR}/liblua
    OUTPUT_NAME lua5.4 VERSION 0.0.0 SOVERSION 0)

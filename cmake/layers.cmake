# Layers: one object library a folder of src/, seeing only itself and what lies below.

# orrery_add_layers(LAYER...): adds `orrery_<layer>` for every folder src/<layer> that holds a C
# file, lowest first. Defines ORRERY_LAYERS (those found, lowest first), ORRERY_MISSING_LAYERS, and
# for each found layer ORRERY_SEES_<layer>: the include path of its files.
function(orrery_add_layers)
    set(seen "")
    set(found "")
    set(missing "")
    foreach(layer ${ARGN})
        set(folder ${PROJECT_SOURCE_DIR}/src/${layer})
        # From vm up a file may use the public headers.
        if(layer STREQUAL "vm")
            list(PREPEND seen ${PROJECT_SOURCE_DIR}/src/include)
        endif()
        list(PREPEND seen ${folder})
        file(GLOB sources CONFIGURE_DEPENDS ${folder}/*.c)
        if(NOT sources)
            list(APPEND missing ${layer})
            continue()
        endif()
        add_library(orrery_${layer} OBJECT ${sources})
        target_include_directories(orrery_${layer} PRIVATE ${seen})
        target_link_libraries(orrery_${layer} PRIVATE orrery_settings)
        list(APPEND found ${layer})
        set(ORRERY_SEES_${layer} ${seen} PARENT_SCOPE)
    endforeach()
    set(ORRERY_LAYERS ${found} PARENT_SCOPE)
    set(ORRERY_MISSING_LAYERS ${missing} PARENT_SCOPE)
endfunction()

# orrery_collect_objects(OUT LAYER): the objects of LAYER and of every found layer below it.
function(orrery_collect_objects out top)
    set(objects "")
    foreach(layer ${ORRERY_LAYERS})
        list(APPEND objects $<TARGET_OBJECTS:orrery_${layer}>)
        if(layer STREQUAL top)
            break()
        endif()
    endforeach()
    set(${out} ${objects} PARENT_SCOPE)
endfunction()

# orrery_add_program(NAME LAYER SOURCE): an executable of one file on LAYER and what lies below it.
function(orrery_add_program name layer source)
    orrery_collect_objects(objects ${layer})
    add_executable(${name} ${source} ${objects})
    target_include_directories(${name} PRIVATE ${ORRERY_SEES_${layer}}
        ${PROJECT_SOURCE_DIR}/tests/unit)
    target_link_libraries(${name} PRIVATE orrery_settings m ${CMAKE_DL_LIBS})
endfunction()

# Fuzz targets: tests/fuzz/<name>.c, each with fuzz_state.c and the whole engine. With ORRERY_FUZZ
# (clang) they are libFuzzer's, elsewhere programs that run the inputs they are given.
set(fuzz_folder ${PROJECT_SOURCE_DIR}/tests/fuzz)
file(GLOB fuzz_targets CONFIGURE_DEPENDS ${fuzz_folder}/*.c)
list(REMOVE_ITEM fuzz_targets ${fuzz_folder}/fuzz_state.c ${fuzz_folder}/replay.c)

orrery_collect_objects(fuzz_engine lib)
add_library(orrery_fuzz_state OBJECT ${fuzz_folder}/fuzz_state.c)
target_include_directories(orrery_fuzz_state PRIVATE ${ORRERY_SEES_lib})
target_link_libraries(orrery_fuzz_state PRIVATE orrery_settings)
if(NOT ORRERY_FUZZ)
    add_library(orrery_fuzz_main OBJECT ${fuzz_folder}/replay.c)
    target_include_directories(orrery_fuzz_main PRIVATE ${ORRERY_SEES_lib})
    target_link_libraries(orrery_fuzz_main PRIVATE orrery_settings)
    set(fuzz_main $<TARGET_OBJECTS:orrery_fuzz_main>)
endif()

# What `make fuzz` builds: the targets, and the command that makes seeds.
add_custom_target(fuzz_all DEPENDS orrery)
foreach(source ${fuzz_targets})
    cmake_path(GET source STEM name)
    add_executable(fuzz_${name} ${source} $<TARGET_OBJECTS:orrery_fuzz_state> ${fuzz_main}
        ${fuzz_engine})
    target_include_directories(fuzz_${name} PRIVATE ${ORRERY_SEES_lib})
    target_link_libraries(fuzz_${name} PRIVATE orrery_settings m ${CMAKE_DL_LIBS})
    add_dependencies(fuzz_all fuzz_${name})
    set(inputs "")
    foreach(kind seeds found)
        if(EXISTS ${fuzz_folder}/${kind}/${name})
            list(APPEND inputs ${fuzz_folder}/${kind}/${name})
        endif()
    endforeach()
    if(ORRERY_FUZZ)
        target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
        # -runs=0: every file of the folders once.
        add_test(NAME fuzz/${name} COMMAND fuzz_${name} -runs=0 ${inputs})
    else()
        add_test(NAME fuzz/${name} COMMAND fuzz_${name} ${inputs})
    endif()
    set_tests_properties(fuzz/${name} PROPERTIES TIMEOUT 600)
endforeach()

# Comparisons in these layers say little about inputs, and telling libFuzzer of each takes a third of
# the time.
if(ORRERY_FUZZ)
    foreach(layer os heap object vm api)
        target_compile_options(orrery_${layer} PRIVATE -fno-sanitize-coverage=trace-cmp)
    endforeach()
endif()

# SPDX-FileCopyrightText: 2026 The Weftline authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# weftline_planted(NAME FILE SEED): a weft-sim with the bug planted/NAME.patch in a copy of FILE, and the seed that finds it.
# One file is compiled for it and one program linked. The test's name tells the seed, and this very one must find it. Where a
# change of the engine's pace has drawn that world otherwise, record the seed that `weft-sim-NAME --seeds 2000` finds now. With
# -C long another test does so, from the first seed on. Both print the seed and what it broke.

find_program(WEFTLINE_PATCH patch REQUIRED)
set(WEFTLINE_PLANTED_SEEDS)

function(weftline_planted name file seed)
    get_filename_component(leaf "${file}" NAME)
    set(folder "${CMAKE_CURRENT_BINARY_DIR}/planted/${name}")
    set(copy "${folder}/${leaf}")
    set(patch "${CMAKE_CURRENT_SOURCE_DIR}/planted/${name}.patch")
    file(MAKE_DIRECTORY "${folder}")
    add_custom_command(OUTPUT "${copy}" DEPENDS "${PROJECT_SOURCE_DIR}/${file}" "${patch}" VERBATIM
        COMMAND "${WEFTLINE_PATCH}" --quiet --output "${copy}" "${PROJECT_SOURCE_DIR}/${file}" "${patch}")
    set_source_files_properties("${copy}" PROPERTIES COMPILE_OPTIONS -w) # a bug may leave something unused
    string(REGEX REPLACE "^engine/([a-z_]+)/.*" "weftline_\\1" library "${file}")
    set_source_files_properties("${PROJECT_SOURCE_DIR}/${file}" TARGET_DIRECTORY ${library}
        PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON) # the linker leaves out the whole file
    weftline_program(weft-sim-${name} $<TARGET_OBJECTS:weftline_simulation_main> "${copy}" LINK weftline_simulation)
    set_target_properties(weft-sim-${name} PROPERTIES AUTOMOC OFF RUNTIME_OUTPUT_DIRECTORY "${folder}")
    set(test simulation.planted.${name}.seed-${seed})
    add_test(NAME ${test} COMMAND weft-sim-${name} --these ${seed})
    set_tests_properties(${test} PROPERTIES LABELS simulation TIMEOUT 600
        PASS_REGULAR_EXPRESSION "Seed ${seed} (breaks a promise|ended with an assertion)")
    add_test(NAME simulation.planted.${name}.search CONFIGURATIONS long COMMAND weft-sim-${name} --seeds 2000)
    set_tests_properties(simulation.planted.${name}.search PROPERTIES LABELS simulation TIMEOUT 600
        PASS_REGULAR_EXPRESSION "Seed [0-9]+ (breaks a promise|ended with an assertion)")
    set(WEFTLINE_PLANTED_SEEDS ${WEFTLINE_PLANTED_SEEDS} ${seed} PARENT_SCOPE)
endfunction()

if(WEFTLINE_SANITIZE) # they are there to be found, and that is no different here
    return()
endif()

weftline_planted(access-before-commit engine/service/service.cpp 1)
weftline_planted(alert-hurries engine/alerts/watch.cpp 3)
weftline_planted(cancel-forgets-prepared engine/scheduler/step.cpp 83)
weftline_planted(care-before-commit engine/service/service.cpp 51)
weftline_planted(duplicate-applied engine/scheduler/step_results.cpp 2)
weftline_planted(effects-before-commit engine/service/service.cpp 1)
weftline_planted(event-page-skips engine/service/event_page.cpp 6)
weftline_planted(fence engine/scheduler/state.cpp 2)
weftline_planted(hash-not-compared engine/journal/chain.cpp 9)
weftline_planted(lease-not-renewed engine/service/leases.cpp 2)
weftline_planted(lock-not-waited-for engine/scheduler/node_progress.cpp 1)
weftline_planted(lost-attempt-forgotten engine/scheduler/step_workers.cpp 1)
weftline_planted(not-offered-again engine/worker/session_transfer.cpp 2)
weftline_planted(notice-before-commit engine/service/alert_duty.cpp 2)
weftline_planted(office-too-early engine/service/service.cpp 129)
weftline_planted(once-again engine/scheduler/step_workers.cpp 1)
weftline_planted(replay-skips engine/service/messages.cpp 6)
weftline_planted(result-forgotten engine/worker/session.cpp 1)
weftline_planted(retry-without-limit engine/scheduler/step_results.cpp 2)
weftline_planted(skipped-runs engine/scheduler/node_progress.cpp 1)
weftline_planted(slot-twice engine/scheduler/next.cpp 1)
weftline_planted(snapshot-forgets engine/service/snapshot.cpp 13)
weftline_planted(submit-not-repeated engine/client/session.cpp 8)
weftline_planted(tasks-twice engine/worker/session.cpp 16)

# SPDX-FileCopyrightText: 2026 The Weftline authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs `${PROGRAM} --seed ${SEED}` twice: both must tell the same story, byte for byte.

foreach(time first second)
    execute_process(COMMAND "${PROGRAM}" --seed "${SEED}" --messages OUTPUT_VARIABLE ${time} RESULT_VARIABLE code)
    if(NOT code EQUAL 0)
        message(FATAL_ERROR "Seed ${SEED} ended with ${code}.")
    endif()
endforeach()
string(LENGTH "${first}" length)
if(length LESS 10000)
    message(FATAL_ERROR "The story of seed ${SEED} has only ${length} bytes.")
endif()
if(NOT first STREQUAL second)
    message(FATAL_ERROR "Seed ${SEED} told another story the second time.")
endif()
message("Seed ${SEED} told the same ${length} bytes twice.")

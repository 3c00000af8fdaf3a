# SPDX-FileCopyrightText: 2026 The Weftline authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What every folder's CMakeLists.txt uses: the compiler's settings, the dependencies, and one function a kind of target.
#
#   weftline_module(NAME [PUBLIC targets…] [PRIVATE targets…])   a folder of engine/ or ui/: all its .h and .cpp
#   weftline_program(NAME sources… LINK targets…)                a program in bin/
#   weftline_tests(NAME [LABELS …] LINK targets…)                all *.cpp of a test folder as one program, one ctest entry a test class

option(WEFTLINE_WINDOW "Build the window (Qt Widgets)" ON)
option(WEFTLINE_FUZZ "Build the fuzzers of tests/fuzz and no other tests (needs clang)" OFF)
option(WEFTLINE_WERROR "Warnings are errors" OFF)
set(WEFTLINE_SANITIZE "" CACHE STRING "Sanitizers, as in -fsanitize=")
set(WEFTLINE_SANITIZE_NOT "" CACHE STRING "Checks of theirs that are left out, as in -fno-sanitize=")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

find_program(WEFTLINE_CCACHE ccache)
if(WEFTLINE_CCACHE) # by the headers that the compiler names: it need not read them twice
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env CCACHE_DEPEND=1
        CCACHE_SLOPPINESS=time_macros
        "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}" CCACHE_NOHASHDIR=1 "${WEFTLINE_CCACHE}")
endif()

find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(fmt REQUIRED)
find_package(cppzmq REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl)
find_package(Qt6 6.4 REQUIRED COMPONENTS Core DBus Network Qml Test)
find_package(QCoro6 REQUIRED COMPONENTS Core Network)
if(NOT WEFTLINE_FUZZ) # its flags are not clang's
    qcoro_enable_coroutines()
endif()
if(WEFTLINE_WINDOW)
    find_package(Qt6 6.4 REQUIRED COMPONENTS DBus Gui Widgets Charts Svg LinguistTools)
endif()

add_compile_definitions(QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_KEYWORDS MSGPACK_NO_BOOST)
if(WEFTLINE_SANITIZE)
    add_compile_options(-fsanitize=${WEFTLINE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${WEFTLINE_SANITIZE})
    if(WEFTLINE_SANITIZE_NOT)
        add_compile_options(-fno-sanitize=${WEFTLINE_SANITIZE_NOT})
    endif()
endif()

# These guess from what the optimiser made of the code and g++ 12 guesses wrong on its own standard library (std::string,
# std::optional), another way in each preset. They are shown and are no errors.
set(WEFTLINE_GUESSES -Wno-error=restrict -Wno-error=maybe-uninitialized -Wno-error=array-bounds
    -Wno-error=stringop-overflow -Wno-error=stringop-overread -Wno-error=dangling-pointer
    -Wno-error=free-nonheap-object -Wno-error=use-after-free)

add_library(weftline_warnings INTERFACE)
add_library(weftline::warnings ALIAS weftline_warnings)
target_compile_options(weftline_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual
    # Of several sources compiled as one, what is not in the first counts as a header, and a name of one may shadow another's.
    "$<IF:$<BOOL:${CMAKE_UNITY_BUILD}>,-Wshadow=local;-Wno-subobject-linkage,-Wshadow>"
    "$<$<BOOL:${WEFTLINE_WERROR}>:-Werror;${WEFTLINE_GUESSES}>")

# moc costs a second a target: it runs only where a Q_OBJECT is.
function(weftline_moc_if_needed target)
    set(needed OFF)
    foreach(file IN LISTS ARGN)
        file(STRINGS "${file}" found REGEX "Q_OBJECT|Q_GADGET|Q_NAMESPACE" LIMIT_COUNT 1)
        if(found)
            set(needed ON)
            break()
        endif()
    endforeach()
    set_target_properties(${target} PROPERTIES AUTOMOC ${needed})
endfunction()

# A folder of engine/ is the target weftline::FOLDER, one of ui/ weftline::ui_FOLDER.
function(weftline_module name)
    cmake_parse_arguments(arg "" "" "PUBLIC;PRIVATE" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
    file(GLOB headers CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.h")
    file(GLOB resources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.qrc")
    set(target weftline_${name})
    set(plain PUBLIC)
    if(sources)
        add_library(${target} STATIC ${sources} ${resources})
    else()
        add_library(${target} INTERFACE)
        set(plain INTERFACE)
    endif()
    add_library(weftline::${name} ALIAS ${target})
    target_sources(${target} ${plain} FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}" FILES ${headers})
    target_include_directories(${target} ${plain} "${PROJECT_SOURCE_DIR}")
    target_link_libraries(${target} ${plain} ${arg_PUBLIC})
    if(sources)
        weftline_moc_if_needed(${target} ${sources} ${headers})
        target_link_libraries(${target} PRIVATE weftline::warnings ${arg_PRIVATE})
        if(resources)
            set_target_properties(${target} PROPERTIES AUTORCC ON)
        endif()
    endif()
    set_property(GLOBAL APPEND PROPERTY WEFTLINE_HEADERS ${headers})
endfunction()

function(weftline_program name)
    cmake_parse_arguments(arg "" "" "LINK" ${ARGN})
    add_executable(${name} ${arg_UNPARSED_ARGUMENTS})
    target_link_libraries(${name} PRIVATE weftline::warnings ${arg_LINK})
endfunction()

# What runs under the sanitizers in packaging/test: the tests labelled unit, transcript or bad.
add_custom_target(checked)

# Every test class (a QObject with WEFTLINE_TEST(Class), see tests/support/test_main.h) in the folder's *.cpp
# becomes a ctest entry of its own, named FOLDER.Class. Two run at a time, also where they have real processes and real time in
# them: each has folders, sockets and a display of its own, and waits for a condition. How long one may take
# says TIMEOUT; Qt's own limit is above all of these.
# What tests do themselves takes no time, and compiling it does: they are not optimised (docs/decisions/time-of-the-tests.md).
function(weftline_tests name)
    cmake_parse_arguments(arg "" "TIMEOUT" "LINK;LABELS;ENVIRONMENT" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
    set(program tst_${name})
    add_executable(${program} ${sources})
    target_link_libraries(${program} PRIVATE weftline::warnings weftline::test_main ${arg_LINK} Qt6::Test)
    target_compile_options(${program} PRIVATE -O0)
    target_compile_definitions(${program} PRIVATE WEFTLINE_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
        WEFTLINE_BINARY_DIR="${PROJECT_BINARY_DIR}")
    if(arg_LABELS MATCHES "(^|;)(unit|transcript|bad)(;|$)")
        add_dependencies(checked ${program})
    endif()
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    foreach(source IN LISTS sources)
        file(STRINGS "${source}" lines REGEX "^WEFTLINE_TEST\\(")
        foreach(line IN LISTS lines)
            string(REGEX REPLACE "^WEFTLINE_TEST\\(([A-Za-z0-9_]+)\\).*" "\\1" class "${line}")
            add_test(NAME ${name}.${class} COMMAND ${program} ${class})
            set_tests_properties(${name}.${class} PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}"
                ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QTEST_FUNCTION_TIMEOUT=3600000;${arg_ENVIRONMENT}")
        endforeach()
    endforeach()
endfunction()

# Adds those of the named folders that exist, in the order of the layers.
function(weftline_folders)
    foreach(folder IN LISTS ARGN)
        if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/CMakeLists.txt")
            add_subdirectory(${folder})
        endif()
    endforeach()
endfunction()

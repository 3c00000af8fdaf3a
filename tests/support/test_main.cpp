// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/test_main.h"

#include <QtCore/QCoreApplication>

#include <cstdio>
#include <map>
#include <memory>
#include <vector>

namespace weftline::test {
namespace {

std::map<std::string, std::function<int(int, char **)>> &classes()
{
    static std::map<std::string, std::function<int(int, char **)>> all;
    return all;
}

} // namespace

bool enter(std::string name, std::function<int(int, char **)> run)
{
    return classes().emplace(std::move(name), std::move(run)).second;
}

} // namespace weftline::test

// A test folder that needs another application object (QApplication) links a strong definition of this.
__attribute__((weak)) std::unique_ptr<QCoreApplication> makeTestApplication(int &argc, char **argv)
{
    return std::make_unique<QCoreApplication>(argc, argv);
}

int main(int argc, char **argv)
{
    const auto application = makeTestApplication(argc, argv);
    auto &all = weftline::test::classes();
    std::vector<char *> arguments(argv, argv + argc);
    if (argc > 1) {
        if (const auto found = all.find(argv[1]); found != all.end()) {
            arguments.erase(arguments.begin() + 1);
            return found->second(argc - 1, arguments.data());
        }
        if (argv[1][0] != '-') {
            std::fprintf(stderr, "There is no test class \"%s\" here. There are:\n", argv[1]);
            for (const auto &[name, run] : all)
                std::fprintf(stderr, "  %s\n", name.c_str());
            return 2;
        }
    }
    int failures = 0;
    for (const auto &[name, run] : all)
        failures += run(argc, arguments.data()) != 0 ? 1 : 0;
    return failures;
}

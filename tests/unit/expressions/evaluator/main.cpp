// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/expressions/evaluator.h"

int main(int argc, char **argv)
{
    return weftline::expressions::evaluatorMain(argc, argv);
}

// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/tidy/rules.h"

namespace weftline::tidy {

const std::vector<Rule> &rules()
{
    static const std::vector<Rule> all{
        {"includes follow the arrows", includesAgainstTheArrows},
        {"targets are linked along the arrows", linksAgainstTheArrows},
        {"every folder has its row", foldersWithoutRow},
        {"the engine knows no window", windowInTheEngine},
        {"Qt Charts has one home", chartsOutsideTheirFolder},
        {"what decides is pure", impureCode},
        {"every file names its licence", missingLicence},
        {"no file is too long", longFiles},
        {"nothing is left open", leftOpen},
        {"tests wait for conditions", waitsForATime},
        {"no path is of one machine", pathsOfOneMachine},
        {"every folder has a README", missingReadme},
        {"what people read is translated", wordsThatAreNotTranslated},
    };
    return all;
}

} // namespace weftline::tidy

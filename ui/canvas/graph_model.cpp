// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/canvas/graph_model.h"

// The class has no code of its own; this file is where its meta object is compiled.

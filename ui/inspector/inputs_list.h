// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What comes into a node: one row for each node before it, with the type of what it gives.

#pragma once

#include <QtWidgets/QWidget>

#include "ui/inspector/node_properties.h"

class QVBoxLayout;

namespace weftline::ui::document {
class Document;
}

namespace weftline::ui::inspector {

class InputsList final : public QWidget
{
    Q_OBJECT

public:
    InputsList(const document::Document &document, ShownNodes nodes, QWidget *parent);

    /// Hides itself where nothing comes in.
    void refresh();

Q_SIGNALS:
    void nodeRequested(const QString &node);

private:
    const document::Document &m_document;
    ShownNodes m_nodes;
    QVBoxLayout *m_rows;
    QStringList m_shown;
};

} // namespace weftline::ui::inspector

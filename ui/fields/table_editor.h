// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A field that is a table: variables of the environment, parameters, outputs. Typing into the last row adds one, Delete
// takes the chosen rows away.

#pragma once

#include "ui/fields/field_editor.h"

class QTableView;

namespace weftline::ui::fields {

class RowsModel;

class TableEditor final : public FieldEditor
{
    Q_OBJECT

public:
    TableEditor(const EditorSpec &spec, QWidget *parent);

    [[nodiscard]] QString text() const override;
    void setText(const std::optional<QString> &text) override;
    [[nodiscard]] QWidget *input() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fitHeight();

    RowsModel *m_rows;
    QTableView *m_view;
};

} // namespace weftline::ui::fields

// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The list of problems of the document in front; a row leads to its node and field.

#pragma once

#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

#include <memory>

class QStackedLayout;
class QTableView;

namespace weftline::ui::document {
class Document;
class ProblemsModel;
}
namespace weftline::ui::widgets {
class EmptyState;
class TextLabel;
}

namespace weftline::ui::shell {

class ProblemsView final : public QWidget
{
    Q_OBJECT

public:
    explicit ProblemsView(QWidget *parent = nullptr);
    ~ProblemsView() override;

    /// Nothing where no workflow is in front. The document may go at any time.
    void setDocument(document::Document *document);
    /// Of a run, whose workflow nobody can change any more, only the way to the place is offered.
    void setReadOnly(bool readOnly);
    [[nodiscard]] int count() const;
    /// Goes to the problem after the current one, round and round.
    void goToNext();
    /// Carries out the quick fix of the current row; where there are several, a menu asks which.
    void fixCurrent();
    void applyFix(int row, int number);

Q_SIGNALS:
    /// A quick fix could not be carried out: why.
    void refused(const QString &sentence);
    /// `node` may be empty; `where` is the JSON pointer of the field.
    void problemActivated(const QString &node, const QString &where);
    void countChanged(int count);

private:
    void refresh();
    void activate(int row);

    QPointer<document::Document> m_document;
    bool m_isReadOnly = false;
    std::unique_ptr<document::ProblemsModel> m_model;
    QStackedLayout *m_stack;
    QTableView *m_table;
    QWidget *m_page;
    widgets::TextLabel *m_summary;
    widgets::EmptyState *m_empty;
};

} // namespace weftline::ui::shell

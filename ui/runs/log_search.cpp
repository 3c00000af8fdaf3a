// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Finding a text in a log without leaving out the other lines. Pages whose text is not held are asked for one by one.

#include <QtCore/QPointer>
#include <QtGui/QShortcut>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QTableView>
#include <QtWidgets/QToolButton>

#include "ui/runs/log_view.h"
#include "ui/widgets/engine_words.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/labels.h"

namespace weftline::ui::runs {

void LogView::buildSearch(QHBoxLayout &bar)
{
    m_search = new QLineEdit;
    m_search->setPlaceholderText(tr("Find"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(200);
    m_search->setAccessibleName(tr("Find in the log"));
    m_search->addAction(widgets::icon(QStringLiteral("search"), widgets::Token::Text3), QLineEdit::LeadingPosition);
    bar.addWidget(m_search, 1);
    const auto button = [&](const QString &text, Qt::ArrowType arrow, int step) {
        auto *const made = new QToolButton;
        made->setArrowType(arrow);
        made->setAutoRaise(true);
        made->setToolTip(text);
        made->setAccessibleName(text);
        bar.addWidget(made);
        connect(made, &QToolButton::clicked, this, [this, step] { findNext(step); });
    };
    button(tr("Previous match (Shift+Enter)"), Qt::UpArrow, -1);
    button(tr("Next match (Enter)"), Qt::DownArrow, 1);
    m_found = new widgets::TextLabel(widgets::TextRole::Small, widgets::Token::Text3);
    bar.addWidget(m_found);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { findNext(1); });
    auto *const back = new QShortcut(QKeySequence(Qt::SHIFT | Qt::Key_Return), m_search);
    back->setContext(Qt::WidgetShortcut);
    connect(back, &QShortcut::activated, this, [this] { findNext(-1); });
    connect(m_search, &QLineEdit::textChanged, this, [this] {
        ++m_searches;
        m_found->clear();
    });
}

QString LogView::searchState() const { return m_found->text(); }

void LogView::findNext(int step)
{
    const int rows = m_model.rowCount();
    if (m_search->text().isEmpty() || rows == 0)
        return;
    setFollowing(false);
    const int current = m_table->currentIndex().row();
    const int start = current < 0 ? (step > 0 ? 0 : rows - 1) : (current + step + rows) % rows;
    m_found->setText(tr("searching…"));
    searchOn(++m_searches, start, step);
}

QCoro::Task<> LogView::searchOn(std::uint64_t search, int row, int step)
{
    const QPointer<LogView> self(this);
    const QString wanted = m_search->text();
    const std::uint64_t generation = m_generation;
    for (int looked = 0; looked < m_model.rowCount(); ++looked, row = (row + step + m_model.rowCount()) % m_model.rowCount()) {
        if (const auto page = m_model.missing(row, row)) {
            client::LogQuery lines = query(m_model.placeOf(*page).from);
            lines.countMax = m_model.placeOf(*page).count;
            const Result<client::LogPage> found = co_await m_follower->client().log(lines);
            if (!self || search != m_searches || generation != m_generation)
                co_return;
            if (!found) {
                m_found->setText(widgets::inWords(found.error().message));
                co_return;
            }
            m_model.restore(*page, *found);
        }
        const client::LogLine *line = m_model.line(row);
        if (!line || !QString::fromStdString(line->text).contains(wanted, Qt::CaseInsensitive))
            continue;
        m_table->setCurrentIndex(m_model.index(row, LogModel::Text));
        m_table->scrollTo(m_model.index(row, LogModel::Text), QAbstractItemView::PositionAtCenter);
        m_found->setText(tr("line %1").arg(row + 1));
        co_return;
    }
    m_found->setText(tr("not found"));
}

} // namespace weftline::ui::runs

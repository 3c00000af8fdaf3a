// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The bar over the canvas in which one writes what to look for. What is found is marked while one types; Enter and F3 go from
// one to the next, Escape ends it.

#pragma once

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QFrame>

#include <string>

#include "engine/client/engine_client.h"

class QLineEdit;
class QStringListModel;

namespace weftline::ui::canvas {
class CanvasView;
class GraphModel;
}
namespace weftline::ui::document {
class Document;
}
namespace weftline::ui::widgets {
class TextLabel;
}

namespace weftline::ui::designer {

class FindSubjects;

class FindBar final : public QFrame
{
    Q_OBJECT

public:
    /// Stands at the top right of `view`; all three outlive this.
    FindBar(const document::Document &document, canvas::GraphModel &model, canvas::CanvasView &view);

    void setRun(client::EngineClient *client, const std::string &run);
    void open();
    void close();
    /// To the hit after the current one, or before it with -1; round and round. Opens the bar where it is closed.
    void step(int by);

    [[nodiscard]] QLineEdit *field() const { return m_field; }
    [[nodiscard]] const QStringList &hits() const { return m_hits; }
    /// "3 of 17", or what is wrong with the words.
    [[nodiscard]] QString message() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    void search();
    void refreshSoon();
    void sayCount();
    void place();

    canvas::CanvasView &m_view;
    FindSubjects *m_subjects;
    QPointer<client::EngineClient> m_client;
    std::string m_run;
    QLineEdit *m_field = nullptr;
    QStringListModel *m_completions = nullptr;
    widgets::TextLabel *m_count = nullptr;
    widgets::TextLabel *m_trouble = nullptr;
    QTimer m_soon; ///< A run changes many times a second.
    QStringList m_hits;
    QString m_current;
};

} // namespace weftline::ui::designer

// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The page of a run: the graph it was started with, and what each node of it does. Watches the run while it exists.

#pragma once

#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

#include <memory>
#include <string>

#include "engine/client/engine_client.h"

class QStackedLayout;

namespace weftline::ui::document {
class Document;
}
namespace weftline::ui::widgets {
class EmptyState;
}

namespace weftline::ui::designer {

class DesignerPage;

class RunPage final : public QWidget
{
    Q_OBJECT

public:
    RunPage(client::EngineClient *client, std::string run, QWidget *parent = nullptr);
    ~RunPage() override;

    [[nodiscard]] const std::string &run() const { return m_run; }
    /// The workflow of the run; empty until the engine has told.
    [[nodiscard]] document::Document &document() const { return *m_document; }
    [[nodiscard]] DesignerPage &page() const { return *m_page; }
    /// As last heard; nullptr before.
    [[nodiscard]] const client::RunView *view() const;

Q_SIGNALS:
    /// State, counts or name of the run may be different.
    void summaryChanged();

private:
    void runChanged(const std::string &id, const client::RunChange &change);
    void takeWorkflow();

    QPointer<client::EngineClient> m_client;
    std::string m_run;
    std::unique_ptr<document::Document> m_document;
    bool m_hasWorkflow = false;
    QStackedLayout *m_stack;
    widgets::EmptyState *m_waiting;
    DesignerPage *m_page;
};

} // namespace weftline::ui::designer

// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a search can ask of each node of a document, kept ready while the document stays as it is.

#pragma once

#include <QtCore/QHash>
#include <QtCore/QObject>

#include <string>

#include "engine/client/engine_client.h"
#include "ui/canvas/graph_model.h"
#include "ui/designer/find_query.h"
#include "ui/document/document.h"

namespace weftline::ui::designer {

class FindSubjects final : public QObject
{
    Q_OBJECT

public:
    /// Both outlive this.
    FindSubjects(const document::Document &document, const canvas::GraphModel &model, QObject *parent);

    /// Ids of the nodes that match, in the order in which one reads the canvas: by columns from the left, each from the top.
    [[nodiscard]] QStringList find(const FindQuery &query, const client::EngineClient *client, const std::string &run);

    /// All terms that would find something here: "kind:http", "uses:params.folder".
    [[nodiscard]] QStringList completions(const client::EngineClient *client, const std::string &run);

private:
    void prepare();
    void forget(const QStringList &ids);

    const document::Document &m_document;
    const canvas::GraphModel &m_model;
    QHash<QString, FindSubject> m_known; ///< By node; without states and workers.
};

} // namespace weftline::ui::designer

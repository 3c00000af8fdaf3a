// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/document/document.h"

#include <QtCore/QScopedValueRollback>
#include <QtGui/QUndoCommand>

#include <algorithm>

#include "engine/workflow/validate.h"
#include "ui/document/checker.h"
#include "ui/document/edit_command.h"
#include "ui/document/files.h"

namespace weftline::ui::document {

using workflow::NodeId;
using workflow::Workflow;

Document::Document(QObject *parent) : QObject(parent), m_checker(new Checker(m_workflow, this))
{
    m_undoStack.setUndoLimit(stepsMax);
    connect(&m_undoStack, &QUndoStack::cleanChanged, this, [this](bool clean) { Q_EMIT modifiedChanged(!clean); });
    connect(&m_undoStack, &QUndoStack::indexChanged, this, [this](int index) {
        if (!m_ownStep)
            Q_EMIT stepMoved(index);
    });
    connect(m_checker, &Checker::checked, this, [this](const workflow::Problems &problems) {
        m_checked = problems;
        joinProblems();
    });
    index();
}

void Document::setEngineProblems(workflow::Problems found)
{
    m_foundByEngine = std::move(found);
    joinProblems();
}

void Document::joinProblems()
{
    workflow::Problems all = m_checked;
    for (const workflow::Problem &problem : m_foundByEngine)
        if (std::find(m_checked.begin(), m_checked.end(), problem) == m_checked.end())
            all.push_back(problem);
    if (all == m_problems)
        return;
    m_problems = std::move(all);
    Q_EMIT problemsChanged();
}

// The stack lets go of its steps; nobody is to ask this for a workflow then.
Document::~Document() { m_undoStack.blockSignals(true); }

const workflow::Node *Document::node(const NodeId &id) const
{
    const auto at = indexOf(id);
    return at ? &m_workflow.nodes[*at] : nullptr;
}

std::optional<std::size_t> Document::indexOf(const NodeId &id) const
{
    const auto found = m_nodeIndex.find(id);
    return found == m_nodeIndex.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::size_t> Document::edgeIndex(const std::string &id) const
{
    const auto found = m_edgeIndex.find(id);
    return found == m_edgeIndex.end() ? std::nullopt : std::optional(found->second);
}

const workflow::Edge *Document::edge(const std::string &id) const
{
    const auto at = edgeIndex(id);
    return at ? &m_workflow.edges[*at] : nullptr;
}

const std::vector<std::size_t> &Document::edgesOf(const NodeId &id) const
{
    static const std::vector<std::size_t> none;
    const auto found = m_edgesOf.find(id);
    return found == m_edgesOf.end() ? none : found->second;
}

std::vector<NodeId> Document::predecessorsOf(const NodeId &id) const
{
    std::vector<NodeId> result;
    for (const std::size_t at : edgesOf(id))
        if (m_workflow.edges[at].to == id)
            result.push_back(m_workflow.edges[at].from);
    return result;
}

bool Document::isChecked() const { return !m_checker->isPending(); }

void Document::push(const QString &text, Patch patch, const QString &mergeKey)
{
    if (isNothing(patch))
        return;
    const QString key = mergeKey.isEmpty() ? QString() : mergeKey + QLatin1Char('\n') + QString::number(m_step);
    const int before = m_undoStack.index();
    const QUndoCommand *last = before > 0 ? m_undoStack.command(before - 1) : nullptr;
    {
        const QScopedValueRollback own(m_ownStep, true);
        m_undoStack.push(command(text, patch, key));
    }
    const int after = m_undoStack.index();
    const bool joined = after < before || (last && after > 0 && m_undoStack.command(after - 1) == last);
    Q_EMIT stepDone(text, patch, joined);
}

QUndoCommand *Document::command(const QString &text, Patch patch, const QString &key)
{
    const auto carry = [this](const Patch &change, bool forward) {
        if (!m_restoring)
            perform(change, forward);
    };
    return new EditCommand(carry, text, std::move(patch), key);
}

void Document::perform(const Patch &patch, bool forward)
{
    ++m_changes;
    if (forward)
        apply(patch, m_workflow);
    else
        revert(patch, m_workflow);
    const Touched touched = touchedBy(patch);
    if (touched.places)
        index();
    m_checker->check();
    const auto names = [](const auto &ids) {
        QStringList list;
        for (const std::string &id : ids)
            list.push_back(toQString(id));
        return list;
    };
    for (const Change &change : patch)
        if (const auto *node = std::get_if<NodeChange>(&change); node && node->before.id != node->after.id)
            Q_EMIT nodeRenamed(toQString((forward ? node->before : node->after).id), toQString((forward ? node->after : node->before).id));
    if (!touched.nodes.empty())
        Q_EMIT nodesChanged(names(touched.nodes));
    if (!touched.edges.empty())
        Q_EMIT edgesChanged(names(touched.edges));
    if (touched.head)
        Q_EMIT headChanged();
    if (!touched.rules.empty())
        Q_EMIT rulesChanged(names(touched.rules));
}

void Document::index()
{
    m_nodeIndex.clear();
    m_edgeIndex.clear();
    m_edgesOf.clear();
    for (std::size_t i = 0; i < m_workflow.nodes.size(); ++i)
        m_nodeIndex.emplace(m_workflow.nodes[i].id, i);
    for (std::size_t i = 0; i < m_workflow.edges.size(); ++i) {
        const workflow::Edge &edge = m_workflow.edges[i];
        m_edgeIndex.emplace(edgeId(edge), i);
        m_edgesOf[edge.from].push_back(i);
        if (edge.to != edge.from)
            m_edgesOf[edge.to].push_back(i);
    }
}

void Document::setWorkflow(Workflow workflow, const QString &path, const QByteArray &fileHash)
{
    restore({std::move(workflow), {}, 0, 0}, path, fileHash);
}

History Document::history() const
{
    History history{m_workflow, {}, std::size_t(m_undoStack.index()), {}};
    for (int i = 0; i < m_undoStack.count(); ++i)
        history.steps.push_back({m_undoStack.text(i), static_cast<const EditCommand *>(m_undoStack.command(i))->patch()});
    if (m_undoStack.cleanIndex() >= 0)
        history.clean = std::size_t(m_undoStack.cleanIndex());
    return history;
}

void Document::restoreSteps(History &history)
{
    const QScopedValueRollback own(m_ownStep, true);
    const QScopedValueRollback restoring(m_restoring, true); // the workflow is there already
    m_undoStack.clear();
    for (Step &step : history.steps)
        m_undoStack.push(command(step.text, std::move(step.patch), {}));
    if (history.clean) {
        m_undoStack.setIndex(int(*history.clean));
        m_undoStack.setClean();
    } else {
        m_undoStack.resetClean();
    }
    m_undoStack.setIndex(int(history.index));
}

void Document::restore(History history, const QString &path, const QByteArray &fileHash)
{
    ++m_changes;
    m_workflow = std::move(history.workflow);
    index();
    restoreSteps(history);
    ++m_step;
    m_problems.clear();
    m_checked.clear();
    m_foundByEngine.clear();
    m_checker->check();
    const bool moved = path != m_path;
    m_path = path;
    m_fileHash = fileHash;
    Q_EMIT reset();
    Q_EMIT problemsChanged();
    if (moved)
        Q_EMIT pathChanged(m_path);
}

void Document::setBusy(int by)
{
    const bool before = isBusy();
    m_filesOpen += by;
    if (before != isBusy())
        Q_EMIT busyChanged(isBusy());
}

void Document::load(const QString &path, std::function<void(Result<Done>)> done)
{
    const int load = ++m_loads;
    setBusy(1);
    readWorkflow(path, this, [this, path, load, done = std::move(done)](Result<FileContent> read) {
        setBusy(-1);
        if (load != m_loads)
            return;
        if (read)
            setWorkflow(std::move(read->workflow), path, read->hash);
        if (done)
            done(read ? Result<Done>(Done{}) : Result<Done>(tl::unexpected(read.error())));
    });
}

void Document::save(const QString &path, std::function<void(Result<Done>)> done)
{
    endStep();
    setBusy(1);
    writeWorkflow(path, m_workflow, this, [this, path, changes = m_changes, load = m_loads, done = std::move(done)](Result<QByteArray> written) {
        setBusy(-1);
        if (written && load == m_loads) {
            const bool clean = m_changes == changes; // otherwise what is there now is not what was written
            m_fileHash = *written;
            if (clean)
                m_undoStack.setClean();
            if (m_path != path) {
                m_path = path;
                Q_EMIT pathChanged(m_path);
            }
            Q_EMIT saved(clean);
        }
        if (done)
            done(written ? Result<Done>(Done{}) : Result<Done>(tl::unexpected(written.error())));
    });
}

} // namespace weftline::ui::document

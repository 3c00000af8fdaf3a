// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An open workflow. The one place that changes it; every change is a step of the undo stack, and undoing all steps gives
// exactly the workflow that was there. Views change because a signal says so, never because somebody clicked.
//
// Lives on the window's thread and never waits: files and checks run on other threads.

#pragma once

#include <QtCore/QObject>
#include <QtCore/QStringList>
#include <QtGui/QUndoStack>

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "engine/base/result.h"
#include "engine/workflow/problem.h"
#include "engine/workflow/workflow.h"
#include "ui/document/history.h"
#include "ui/document/patch.h"

namespace weftline::ui::document {

class Checker;

struct NodeMove
{
    workflow::NodeId node;
    workflow::Point to;
};

/// A node that is to be. With `from` it is connected to that output, with `to` it feeds that input, with `onEdge` it comes
/// between the two ends of an edge.
struct NewNode
{
    workflow::Kind kind = workflow::Kind::Command;
    workflow::Point at;
    std::optional<workflow::NodeId> from;
    std::optional<workflow::NodeId> to;
    std::string onEdge;
    std::string fromPort = {}; ///< Of `from`; empty: its first.
};

/// What a rename left for the person to look at: nodes whose expressions use the old name in a way that may mean another thing.
struct Renamed
{
    std::vector<workflow::NodeId> unsure;
};

class Document final : public QObject
{
    Q_OBJECT

public:
    explicit Document(QObject *parent = nullptr);
    ~Document() override;

    [[nodiscard]] const workflow::Workflow &workflow() const { return m_workflow; }
    [[nodiscard]] const workflow::Node *node(const workflow::NodeId &id) const;
    [[nodiscard]] std::optional<std::size_t> indexOf(const workflow::NodeId &id) const;
    [[nodiscard]] const workflow::Edge *edge(const std::string &id) const;
    /// Places in Workflow::edges of those that enter or leave this node.
    [[nodiscard]] const std::vector<std::size_t> &edgesOf(const workflow::NodeId &id) const;
    [[nodiscard]] std::vector<workflow::NodeId> predecessorsOf(const workflow::NodeId &id) const;

    [[nodiscard]] QUndoStack &undoStack() { return m_undoStack; }
    [[nodiscard]] bool isModified() const { return !m_undoStack.isClean(); }
    /// This and its steps, to be kept elsewhere.
    [[nodiscard]] History history() const;
    /// Ends the current step: what is typed next is a step of its own.
    void endStep() { ++m_step; }

    // Nodes and edges. Each is one step; those that return ids return what is new, so that a page can select it.
    workflow::NodeId addNode(const NewNode &wanted);
    void removeParts(const std::vector<workflow::NodeId> &nodes, const std::vector<std::string> &edges);
    /// Removes nodes and joins what came before each to what came after it.
    void removeAndHeal(const std::vector<workflow::NodeId> &nodes);
    /// Moves of one `gesture` are one step; `text` is its name for the menu, where it is not just "Move".
    void moveNodes(const std::vector<NodeMove> &moves, int gesture, const QString &text = {});
    /// Why an edge cannot be drawn; empty when it can.
    [[nodiscard]] QString whyNotConnect(const workflow::NodeId &from, const workflow::NodeId &to,
                                        std::string_view port = workflow::plainPort) const;
    Result<Done> connectNodes(const workflow::Edge &edge);
    void setEdgeCondition(const std::string &edge, workflow::EdgeCondition on);
    /// Puts a node that is there between the ends of an edge.
    Result<Done> moveOntoEdge(const workflow::NodeId &node, const std::string &edge, workflow::Point to);
    /// Nodes and the edges among them, as text for the clipboard.
    [[nodiscard]] QString copyText(const std::vector<workflow::NodeId> &nodes) const;
    /// Adds what copyText() gave, here or in another window, with its top left corner at `at`.
    Result<std::vector<workflow::NodeId>> paste(const QString &text, workflow::Point at);
    std::vector<workflow::NodeId> duplicate(const std::vector<workflow::NodeId> &nodes, workflow::Point by);

    /// Gives a node another id, and renames it in the edges and in the expressions that surely mean it.
    Result<Renamed> rename(const workflow::NodeId &node, const workflow::NodeId &to);

    /// Changes fields of nodes; `set` may touch anything but the id. Calls that follow each other with the same `field` and
    /// nodes are one step. `text` is the step's name for the menu. Where it gives a port another name, its edges follow.
    void changeNodes(const std::vector<workflow::NodeId> &nodes, const QString &field, const QString &text,
                     const std::function<void(workflow::Node &)> &set);
    /// The same for the workflow's own name, description, parameters and outputs.
    void changeHead(const QString &field, const QString &text, const std::function<void(Head &)> &set);

    // Alert rules. Each is one step; document_alerts.cpp.
    [[nodiscard]] const workflow::AlertRule *rule(const std::string &id) const;
    /// Its place in Workflow::alerts.
    [[nodiscard]] std::optional<std::size_t> ruleIndex(const std::string &id) const;
    /// Adds a rule at the end, under its id or, where that is taken, under one like it, which is returned.
    std::string addRule(workflow::AlertRule rule);
    void removeRule(const std::string &id);
    /// Changes anything of a rule but its id. Calls that follow each other with the same `field` are one step; none where it
    /// is empty. `text` is the step's name for the menu.
    void changeRule(const std::string &id, const QString &field, const QString &text,
                    const std::function<void(workflow::AlertRule &)> &set);

    /// Carries out one of a problem's quick fixes, as one step. Fails, and changes nothing, where the workflow is not what it
    /// was when the problem was found.
    Result<Done> applyFix(const workflow::Problem &problem, const workflow::QuickFix &fix);

    /// All that is wrong, as of the last check; checked again shortly after each change, on another thread.
    [[nodiscard]] const workflow::Problems &problems() const { return m_problems; }
    [[nodiscard]] bool isChecked() const;
    /// What an engine found beyond that, expressions above all; stays until it is told anew or another workflow is here.
    void setEngineProblems(workflow::Problems found);

    /// Where it was read from or saved to; empty when nowhere yet.
    [[nodiscard]] QString path() const { return m_path; }
    /// A hash of what that file held then; empty when there is none.
    [[nodiscard]] QByteArray fileHash() const { return m_fileHash; }
    /// Takes another workflow in place of this one; forgets all steps.
    void setWorkflow(workflow::Workflow workflow, const QString &path = {}, const QByteArray &fileHash = {});
    /// The same, with the steps that led to it: they can be undone, and those that were undone redone.
    void restore(History history, const QString &path, const QByteArray &fileHash);
    /// Reads a file on another thread, then setWorkflow(). `done` comes later, on this thread, unless this is gone by then or
    /// another load was started. On failure nothing changes.
    void load(const QString &path, std::function<void(Result<Done>)> done);
    /// Writes what is there now on another thread, all or nothing. What is edited meanwhile stays marked as not saved.
    void save(const QString &path, std::function<void(Result<Done>)> done);
    [[nodiscard]] bool isBusy() const { return m_filesOpen > 0; }

Q_SIGNALS:
    /// These nodes are new, different, elsewhere or gone.
    void nodesChanged(const QStringList &ids);
    /// A node has another id. nodesChanged() follows, with both.
    void nodeRenamed(const QString &from, const QString &to);
    /// These edges are new, different or gone.
    void edgesChanged(const QStringList &ids);
    void headChanged();
    /// These alert rules are new, different or gone.
    void rulesChanged(const QStringList &ids);
    /// Everything may be different.
    void reset();
    void problemsChanged();
    void modifiedChanged(bool modified);
    void pathChanged(const QString &path);
    /// A step was done: a new one, or with `joined` what the last step did not do yet.
    void stepDone(const QString &text, const weftline::ui::document::Patch &patch, bool joined);
    /// Steps were undone or redone; so many are done now.
    void stepMoved(int index);
    /// The file has what was there when saving began. With `clean` that is what is here.
    void saved(bool clean);
    void busyChanged(bool busy);

private:
    void push(const QString &text, Patch patch, const QString &mergeKey = {});
    [[nodiscard]] QUndoCommand *command(const QString &text, Patch patch, const QString &key);
    void perform(const Patch &patch, bool forward);
    void restoreSteps(History &history);
    void index();
    [[nodiscard]] workflow::NodeId freeId(const std::string &wanted, const std::unordered_set<workflow::NodeId> &alsoTaken) const;
    [[nodiscard]] EdgesChange leavingEdges(const std::vector<std::size_t> &places) const;
    [[nodiscard]] NodesChange leavingNodes(const std::vector<workflow::NodeId> &nodes) const;
    [[nodiscard]] std::optional<std::size_t> edgeIndex(const std::string &id) const;
    std::vector<workflow::NodeId> addFragment(workflow::Workflow fragment, const QString &text);
    [[nodiscard]] Result<Patch> patchFor(const workflow::Problem &problem, const workflow::QuickFix &fix) const;
    void setBusy(int by);
    void joinProblems();

    workflow::Workflow m_workflow;
    std::unordered_map<workflow::NodeId, std::size_t> m_nodeIndex;
    std::unordered_map<std::string, std::size_t> m_edgeIndex;
    std::unordered_map<workflow::NodeId, std::vector<std::size_t>> m_edgesOf;
    QUndoStack m_undoStack;
    int m_step = 0;
    std::uint64_t m_changes = 0; ///< How often anything became different, by doing, undoing or loading.
    workflow::Problems m_problems; ///< Both of the following, each once.
    workflow::Problems m_checked;
    workflow::Problems m_foundByEngine;
    Checker *m_checker;
    QString m_path;
    QByteArray m_fileHash;
    bool m_ownStep = false; ///< The stack moves because of what this class does, and it says so itself.
    bool m_restoring = false; ///< Steps enter the stack without being done.
    int m_filesOpen = 0;
    int m_loads = 0;
};

[[nodiscard]] inline QString toQString(std::string_view text) { return QString::fromUtf8(text.data(), qsizetype(text.size())); }

} // namespace weftline::ui::document

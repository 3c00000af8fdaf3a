// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Drawing an edge: ports that do not fit fade at once, and the reason stands at the pointer.

#include "ui/canvas/canvas_view.h"
#include "ui/canvas/notice.h"

namespace weftline::ui::canvas {

PortRef CanvasView::PortHit::ref() const
{
    return {node->view().id, port().name};
}

const Port &CanvasView::PortHit::port() const
{
    return (output ? node->view().outputs : node->view().inputs)[std::size_t(index)];
}

QString CanvasView::whyNot(const PortHit &other) const
{
    const NodeItem *item = m_scene->node(m_connectNode);
    if (!item || !model())
        return tr("the port is gone");
    if (other.output == m_connectOutput)
        return m_connectOutput ? tr("an output connects to an input") : tr("an input connects to an output");
    const std::vector<Port> &ports = m_connectOutput ? item->view().outputs : item->view().inputs;
    const PortRef own{m_connectNode, ports[std::size_t(m_connectPort)].name};
    return m_connectOutput ? model()->whyNotConnect(own, other.ref()) : model()->whyNotConnect(other.ref(), own);
}

void CanvasView::startConnect(const PortHit &port, const QPointF &at)
{
    m_gesture = Gesture::Connect;
    m_connectNode = port.node->view().id;
    m_connectOutput = port.output;
    m_connectPort = port.index;
    m_connectEnd = at;
    m_connectFits = false;
    for (NodeItem *item : m_scene->nodes()) {
        std::vector<PortFit> fits[2];
        for (const bool output : {false, true}) {
            const int number = int((output ? item->view().outputs : item->view().inputs).size());
            for (int i = 0; i < number; ++i) {
                const bool self = item == port.node && output == port.output && i == port.index;
                fits[output].push_back(self || whyNot({item, output, i}).isEmpty() ? PortFit::Fits : PortFit::Refused);
            }
        }
        item->setFits(std::move(fits[0]), std::move(fits[1]));
    }
}

void CanvasView::updateConnect(const QPointF &at, const QPoint &pointer)
{
    m_connectEnd = at;
    m_connectFits = false;
    QString reason;
    const PortHit other = portAt(at);
    const bool self = other && other.node->view().id == m_connectNode && other.output == m_connectOutput
        && other.index == m_connectPort;
    if (other && !self) {
        reason = whyNot(other);
        m_connectFits = reason.isEmpty();
        if (m_connectFits)
            m_connectEnd = other.node->portCenter(other.output, other.index);
    }
    m_notice->say(reason, viewport()->mapTo(this, pointer));
    viewport()->update();
}

void CanvasView::finishConnect(const QPointF &at, const QPoint &globalPosition)
{
    const NodeItem *item = m_scene->node(m_connectNode);
    if (!item)
        return;
    const PortHit own{m_scene->node(m_connectNode), m_connectOutput, m_connectPort};
    const PortRef from = own.ref();
    if (const PortHit other = portAt(at)) {
        if (whyNot(other).isEmpty() && m_connectOutput)
            Q_EMIT connectRequested(from, other.ref());
        else if (whyNot(other).isEmpty())
            Q_EMIT connectRequested(other.ref(), from);
        return;
    }
    if (nodeAt(at)) // let go over a card: neither a port nor empty space was meant
        return;
    const bool output = m_connectOutput;
    cancelGesture(); // what answers may open a pop-up of its own
    Q_EMIT addFromPortRequested(from, output, at, globalPosition);
}

} // namespace weftline::ui::canvas

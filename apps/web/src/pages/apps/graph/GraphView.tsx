import { useEffect, useMemo, useRef, useState } from 'react';
import type { Graph } from '@/api/graph';
import { GraphNode } from './GraphNode';
import { GraphTools } from './GraphTools';
import { Legend } from './Legend';
import { Lines } from './Lines';
import { layOut } from './layout/layout';
import { nodeSize } from './layout/slots';
import { narrow, useOnly } from './only';
import { neighbourOf, relativesOf } from './relatives';
import { isIn, useVisibleBox } from './visible';
import { useZoom } from './zoom';

const margin = 24;

/** The graph in a window of its own that scrolls and zooms, whole or narrowed to one app. */
export function GraphView({ graph }: { graph: Graph }) {
  const { only, choose } = useOnly(graph);
  const shape = JSON.stringify([only, graph.apps.map(({ id }) => id), graph.edges]);
  // A status that changes moves nothing.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  const layout = useMemo(() => layOut(narrow(graph, only)), [shape]);
  const viewport = useRef<HTMLDivElement>(null);
  const size = { width: layout.width + 2 * margin, height: layout.height + 2 * margin };
  const zoom = useZoom(viewport, size);
  const box = useVisibleBox(viewport, zoom.scale);
  const [active, setActive] = useState<string | null>(null);
  const { entry, setEntry, onKeyDown } = useEntry(layout);
  const apps = useMemo(() => new Map(graph.apps.map((app) => [app.id, app])), [graph.apps]);
  const relatives = useMemo(() => (active ? relativesOf(graph.edges, active) : null), [active, graph.edges]);
  const isRelated = (id: string) => active === id || Boolean(relatives?.needs.has(id) || relatives?.neededBy.has(id));
  const nodes = layout.nodes.filter(({ app, x, y }) => app.id === entry || isIn(box, [{ x, y }, farCorner(x, y)]));

  return (
    <section className="panel graph" aria-label="Dependencies">
      <GraphTools graph={graph} only={only} choose={choose} zoom={zoom} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the links inside. */}
      <div className="graph-viewport" ref={viewport} onKeyDown={onKeyDown}>
        <div style={{ width: size.width * zoom.scale, height: size.height * zoom.scale }}>
          <div
            className={active ? 'graph-canvas graph-canvas-active' : 'graph-canvas'}
            style={{ ...size, transform: `scale(${zoom.scale})` }}
          >
            <Lines lines={layout.lines} {...{ box, size, margin, active, relatives }} />
            {nodes.map(({ app, x, y }) => (
              <GraphNode
                key={app.id}
                app={apps.get(app.id) ?? app}
                x={x + margin}
                y={y + margin}
                isRelated={isRelated(app.id)}
                isTabStop={entry === app.id}
                activate={setActive}
                enter={setEntry}
              />
            ))}
          </div>
        </div>
      </div>
      <Legend name={apps.get(active ?? '')?.name ?? null} relatives={relatives} />
    </section>
  );
}

/** The one app that the tab key stops at; arrow keys lead from it to its neighbours. */
function useEntry(layout: ReturnType<typeof layOut>) {
  const [chosen, setEntry] = useState<string | null>(null);
  const isMoving = useRef(false);
  const isThere = layout.nodes.some(({ app }) => app.id === chosen);
  const entry = isThere ? chosen : (layout.nodes[0]?.app.id ?? null);
  useEffect(() => {
    if (!isMoving.current) return;
    isMoving.current = false;
    document.getElementById(`graph-${entry}`)?.focus();
  }, [entry]);
  function onKeyDown(event: React.KeyboardEvent) {
    const next = entry === null ? null : neighbourOf(layout, entry, event.key);
    if (!next) return;
    event.preventDefault();
    isMoving.current = true;
    setEntry(next);
  }
  return { entry, setEntry, onKeyDown };
}

function farCorner(x: number, y: number) {
  return { x: x + nodeSize.width, y: y + nodeSize.height };
}

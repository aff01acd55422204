import { useMemo, useRef, useState } from 'react';
import type { Graph } from '@/api/graph';
import { GraphNode } from './GraphNode';
import { GraphTools } from './GraphTools';
import { Legend } from './Legend';
import { Lines } from './Lines';
import { layOut } from './layout/layout';
import { neighbourOf, relativesOf } from './relatives';
import { useZoom } from './zoom';

const margin = 24;

/** The graph in a window of its own that scrolls and zooms. One tab stop: arrow keys go from app to app. */
export function GraphView({ graph }: { graph: Graph }) {
  const shape = JSON.stringify([graph.apps.map(({ id }) => id), graph.edges]);
  // A status that changes moves nothing.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  const layout = useMemo(() => layOut(graph), [shape]);
  const apps = useMemo(() => new Map(graph.apps.map((app) => [app.id, app])), [graph.apps]);
  const [active, setActive] = useState<string | null>(null);
  const [entry, setEntry] = useState<string | null>(null);
  const viewport = useRef<HTMLDivElement>(null);
  const size = { width: layout.width + 2 * margin, height: layout.height + 2 * margin };
  const zoom = useZoom(viewport, size);
  const relatives = useMemo(() => (active ? relativesOf(graph.edges, active) : null), [active, graph.edges]);
  const tabStop = entry ?? layout.nodes[0]?.app.id;

  function focus(id: string) {
    setEntry(id);
    document.getElementById(`graph-${id}`)?.focus();
  }
  function onKeyDown(event: React.KeyboardEvent) {
    const next = entry === null ? null : neighbourOf(layout, entry, event.key);
    if (!next) return;
    event.preventDefault();
    focus(next);
  }

  return (
    <section className="panel graph" aria-label="Dependencies">
      <GraphTools apps={layout.nodes.map(({ app }) => app)} find={focus} zoom={zoom} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the links inside. */}
      <div className="graph-viewport" ref={viewport} onKeyDown={onKeyDown}>
        <div style={{ width: size.width * zoom.scale, height: size.height * zoom.scale }}>
          <div
            className={active ? 'graph-canvas graph-canvas-active' : 'graph-canvas'}
            style={{ ...size, transform: `scale(${zoom.scale})` }}
          >
            <Lines layout={layout} size={size} margin={margin} active={active} relatives={relatives} />
            {layout.nodes.map(({ app, x, y }) => (
              <GraphNode
                key={app.id}
                app={apps.get(app.id) ?? app}
                x={x + margin}
                y={y + margin}
                isRelated={
                  active === app.id || Boolean(relatives?.needs.has(app.id) || relatives?.neededBy.has(app.id))
                }
                isTabStop={tabStop === app.id}
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

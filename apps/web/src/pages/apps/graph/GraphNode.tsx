import { memo } from 'react';
import { Link } from 'umi';
import type { GraphApp } from '@/api/graph';
import { lookOf, StatusGlyph } from '@/components/status/StatusMark';
import { nodeSize } from './layout/slots';

interface Props {
  app: GraphApp;
  x: number;
  y: number;
  /** It is the one looked at, or that needs it or is needed by it. */
  isRelated: boolean;
  isTabStop: boolean;
  activate: (id: string | null) => void;
  enter: (id: string) => void;
}

/** One app of the graph: its name, how it does, its environment. Drawn anew only when something of it changes. */
export const GraphNode = memo(function GraphNode({ app, x, y, isRelated, isTabStop, activate, enter }: Props) {
  const look = lookOf('app', app.status);
  return (
    <Link
      id={`graph-${app.id}`}
      to={`/apps/${app.id}/overview`}
      className={`graph-node tone-${look.tone}${isRelated ? ' graph-related' : ''}`}
      style={{ ...nodeSize, left: x, top: y }}
      title={`${app.name}, ${app.environment}`}
      tabIndex={isTabStop ? 0 : -1}
      draggable={false}
      onMouseEnter={() => activate(app.id)}
      onMouseLeave={() => activate(null)}
      onFocus={() => {
        enter(app.id);
        activate(app.id);
      }}
      onBlur={() => activate(null)}
    >
      <StatusGlyph look={look} size={18} />
      <span className="graph-node-text">
        <strong>{app.name}</strong>
        <span>
          <span className="graph-node-status">{look.label}</span> <span className="muted">{app.environment}</span>
        </span>
      </span>
    </Link>
  );
});

import { MinusOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useMemo } from 'react';
import type { Graph } from '@/api/graph';
import type { Zoom } from './zoom';

interface Props {
  graph: Graph;
  /** The app it is narrowed to. */
  only: string | null;
  choose: (id: string | null) => void;
  zoom: Zoom;
}

/** Narrowing the drawing to one app, and drawing it larger or smaller. */
export function GraphTools({ graph: { apps, edges }, only, choose, zoom }: Props) {
  const options = useMemo(() => {
    const touched = new Set(edges.flatMap(({ app, dependsOn }) => [app, dependsOn]));
    return apps.filter(({ id }) => touched.has(id)).map(({ id, name }) => ({ value: id, label: name }));
  }, [apps, edges]);
  return (
    <div className="graph-tools">
      <Select
        className="graph-find"
        aria-label="Only what belongs to"
        placeholder="Only what belongs to…"
        allowClear
        value={only}
        showSearch={{ optionFilterProp: 'label' }}
        options={options}
        notFoundContent="No app in the drawing has this name"
        onChange={(id: string | null | undefined) => choose(id ?? null)}
      />
      <div className="row graph-zoom">
        <Button
          icon={<MinusOutlined aria-hidden />}
          aria-label="Smaller"
          disabled={!zoom.canShrink}
          onClick={zoom.shrink}
        />
        <span className="graph-scale">{Math.round(zoom.scale * 100)} %</span>
        <Button icon={<PlusOutlined aria-hidden />} aria-label="Larger" disabled={!zoom.canGrow} onClick={zoom.grow} />
        <Button onClick={zoom.fit}>Fit</Button>
      </div>
    </div>
  );
}

import { MinusOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import type { GraphApp } from '@/api/graph';
import type { Zoom } from './zoom';

interface Props {
  apps: GraphApp[];
  find: (id: string) => void;
  zoom: Zoom;
}

/** Finding an app in the drawing, and drawing it larger or smaller. */
export function GraphTools({ apps, find, zoom }: Props) {
  return (
    <div className="graph-tools">
      <Select
        className="graph-find"
        aria-label="Find an app"
        placeholder="Find an app"
        value={null}
        showSearch={{ optionFilterProp: 'label' }}
        options={apps
          .map(({ id, name }) => ({ value: id, label: name }))
          .sort((a, b) => a.label.localeCompare(b.label))}
        notFoundContent="No app in the drawing has this name"
        // Once its list has closed, or the focus comes back to it.
        onSelect={(id: string | null) => id && setTimeout(() => find(id))}
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

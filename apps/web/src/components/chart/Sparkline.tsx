import './chart.css';

interface Props {
  values: number[];
  /** The top of the picture; grows when a value is higher. */
  max: number;
  label: string;
}

const width = 120;
const height = 32;
/** A young picture is not squeezed to the edge: these many samples fill it already. */
const fewest = 8;
const most = 40;

/** The last samples of something, newest at the right. */
export function Sparkline({ values, max, label }: Props) {
  const top = Math.max(max, ...values) || 1;
  const shown = values.slice(-most);
  const slots = Math.max(fewest, shown.length);
  const points = shown.map((value, index) => {
    const x = width - (shown.length - 1 - index) * (width / (slots - 1));
    return `${x.toFixed(1)},${(height - 2 - (value / top) * (height - 4)).toFixed(1)}`;
  });
  const firstX = points[0]?.split(',')[0] ?? width;
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <path d={`M0 ${height - 0.5}H${width}`} className="sparkline-base" />
      {points.length > 1 ? (
        <>
          <polygon points={`${firstX},${height} ${points.join(' ')} ${width},${height}`} className="sparkline-area" />
          <polyline points={points.join(' ')} className="sparkline-line" />
        </>
      ) : null}
    </svg>
  );
}

import type { SchedulePreview } from '@oatfin/contracts';
import { formatUtc, formatWall } from '@/time/format';
import { useTimezone } from '@/time/Time';
import { cityOf } from '@/time/wall-clock';
import { TwoClocks } from '../TwoClocks';
import { cronSentence } from '../words/schedule';
import './preview.css';

/** The (next) moment on every clock that matters, and how far away it is. */
export function Meaning({ preview, zone }: { preview: SchedulePreview; zone: string }) {
  if (!preview.runAt) return <p>It would not run any more.</p>;
  return (
    <>
      <div role="status">
        {preview.cronWords ? <p className="preview-words">{cronSentence(preview.cronWords)}</p> : null}
        <Clocks preview={preview} runAt={preview.runAt} zone={zone} />
      </div>
      {preview.cronWords ? <NextTimes times={preview.next} zone={zone} /> : null}
    </>
  );
}

function Clocks({ preview, runAt, zone }: { preview: SchedulePreview; runAt: string; zone: string }) {
  const own = useTimezone();
  const at = new Date(runAt);
  const [there, here] = [formatWall(at, zone), formatWall(at, own)];
  return (
    <dl className="clocks">
      <div className="clocks-main">
        <dt>
          {preview.cronWords ? 'First in ' : 'In '}
          {cityOf(zone)}
          {preview.abbreviation ? `, ${offsetWords(preview)}` : ''}
        </dt>
        <dd>{there}</dd>
      </div>
      {there === here ? null : (
        <div>
          <dt>For you in {cityOf(own)}</dt>
          <dd>{here}</dd>
        </div>
      )}
      <div>
        <dt>UTC</dt>
        <dd>{formatWall(at, 'UTC')}</dd>
      </div>
      <div>
        <dt>That is</dt>
        <dd title={formatUtc(at)}>{preview.inWords}</dd>
      </div>
    </dl>
  );
}

/** `EST, UTC−05:00`; where the data has no name for the offset, the offset alone. */
function offsetWords({ abbreviation, offsetMinutes }: SchedulePreview): string {
  const minutes = Math.abs(offsetMinutes ?? 0);
  const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(Math.round(minutes % 60)).padStart(2, '0')}`;
  const offset = `UTC${(offsetMinutes ?? 0) < 0 ? '−' : '+'}${clock}`;
  return !abbreviation || /^[+-]/.test(abbreviation) ? offset : `${abbreviation}, ${offset}`;
}

function NextTimes({ times, zone }: { times: string[]; zone: string }) {
  if (times.length < 2) return <p className="muted">It runs only this once.</p>;
  return (
    <div>
      <h3 className="preview-part">The next {times.length}</h3>
      <ol className="next-times">
        {times.map((time) => (
          <li key={time}>
            <TwoClocks at={time} zone={zone} />
          </li>
        ))}
      </ol>
    </div>
  );
}

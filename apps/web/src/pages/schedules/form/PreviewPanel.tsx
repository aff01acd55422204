import type { SchedulePreview } from '@oatfin/contracts';
import { Button } from 'antd';
import { ApiError } from '@/api/request';
import { LoadingBlocks, sentenceOf } from '@/components/feedback/Feedback';
import { PlanTimeline } from '@/components/schedule/plan/PlanTimeline';
import { Meaning } from '@/components/schedule/preview/Meaning';
import { Notes } from '@/components/schedule/preview/Notes';
import type { Preview } from './use-preview';
import type { ScheduleValues } from './values';

/** What the form would do, as the API says it: when in UTC and for the reader, what else starts, what to know before. */
export function PreviewPanel({ preview, values }: { preview: Preview; values: ScheduleValues }) {
  const { query, isAsked, isBehind } = preview;
  return (
    <section className="preview" aria-label="What this means" aria-busy={isBehind}>
      <h2>What this means</h2>
      <Content preview={preview} values={values} />
      {isAsked && query.isPending ? <LoadingBlocks heights={[28, 64, 90]} label="Asking what this means" /> : null}
    </section>
  );
}

function Content({ preview: { query, isAsked, isBehind }, values }: { preview: Preview; values: ScheduleValues }) {
  if (!isAsked) return <p className="muted">{missingWords(values)}</p>;
  if (query.isError) return <Fault error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return null;
  return (
    <div className={isBehind ? 'stack preview-behind' : 'stack'}>
      <Meaning preview={query.data} zone={values.timezone} />
      <Notes notes={query.data.notes} />
      <Plan preview={query.data} values={values} />
    </div>
  );
}

function missingWords({ app, kind }: ScheduleValues): string {
  if (!app) return 'Choose an app, and this says what will happen when.';
  return kind === 'once' ? 'Fill in day, hour and minute.' : 'Say when it comes again, and when it ends.';
}

/** What is said against a field stands there; here only that something is. */
function Fault({ error, retry }: { error: unknown; retry: () => void }) {
  const isRefusal = error instanceof ApiError && error.status >= 400 && error.status < 500;
  const isPlaced = error instanceof ApiError && error.errors.length > 0;
  return (
    <div className="stack" role="status">
      <p className={isPlaced ? 'muted' : 'preview-fault'}>{isPlaced ? placedWords : sentenceOf(error)}</p>
      {isRefusal ? null : (
        <Button size="small" className="preview-retry" onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  );
}

const placedWords = 'It cannot run like this. The form says why, in red.';

function Plan({ preview, values }: { preview: SchedulePreview; values: ScheduleValues }) {
  return (
    <div>
      <h3 className="preview-part">{preview.plan.length > 1 ? 'What starts when' : 'What starts'}</h3>
      <PlanTimeline plan={preview.plan} zone={values.timezone} />
    </div>
  );
}

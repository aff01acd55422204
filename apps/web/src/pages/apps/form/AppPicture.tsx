import { Form } from 'antd';
import { useDependencyGraph } from '@/api/graph';
import { summarize } from './container/summary';
import type { AppValues, ContainerValues } from './values';

/** What the form describes, drawn: where requests come in, what runs, what it needs. */
export function AppPicture() {
  const form = Form.useFormInstance<AppValues>();
  const containers: Partial<ContainerValues>[] = Form.useWatch('containers', { form, preserve: true }) ?? [];
  const dependsOn: string[] = Form.useWatch('dependsOn', form) ?? [];
  const graph = useDependencyGraph();
  const front = containers.find(({ publicPort }) => publicPort);
  const others = containers.filter((container) => container !== front);
  return (
    <aside className="picture" aria-label="Picture of the app">
      <h2>What will run</h2>
      {front ? (
        <>
          <div className="picture-box">Requests to the app’s address</div>
          <Arrow text={`to port ${front.publicPort}`} />
          <ContainerBox container={front} isPublic />
        </>
      ) : null}
      {others.map((container) => (
        <ContainerBox key={container.name ?? ''} container={container} isPublic={false} />
      ))}
      {dependsOn.length > 0 ? <Arrow text="deployed after" /> : null}
      {dependsOn.map((id) => (
        <div key={id} className="picture-box">
          {graph.data?.apps.find((app) => app.id === id)?.name ?? '…'}
        </div>
      ))}
    </aside>
  );
}

function ContainerBox({ container, isPublic }: { container: Partial<ContainerValues>; isPublic: boolean }) {
  const hints = summarize(container);
  const facts = [
    hints.size,
    hints.env === 'none' ? null : `env ${hints.env}`,
    hints.secrets === 'none' ? null : `secrets ${hints.secrets}`,
    hints.healthCheck === 'none' ? null : `checked: ${hints.healthCheck}`,
  ].filter((fact) => fact !== null);
  return (
    <div className={isPublic ? 'picture-box picture-public' : 'picture-box'}>
      <strong>{container.name}</strong>
      <div className="mono">{container.image || 'no image yet'}</div>
      <div className="picture-facts">
        {facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </div>
    </div>
  );
}

function Arrow({ text }: { text: string }) {
  return (
    <div className="picture-arrow">
      <svg width="12" height="26" viewBox="0 0 12 26" aria-hidden="true">
        <path d="M6 1v22M1.5 18.5L6 23.5l4.5-5" fill="none" stroke="currentColor" strokeWidth="1.6" />
      </svg>
      {text}
    </div>
  );
}

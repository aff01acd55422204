import type { App } from '@oatfin/contracts';
import { Link } from 'umi';
import { useAppChoices } from '@/api/apps';
import { RelativeTime } from '@/time/Time';

const targets: Record<App['target']['kind'], string> = {
  docker: 'Docker Engine',
  ecs: 'Amazon ECS',
  droplet: 'DigitalOcean',
};

/** The facts about an app that are not about this very moment. */
export function Summary({ app }: { app: App }) {
  const related = app.dependsOn.length > 0 || app.clonedFrom !== null;
  const choices = useAppChoices(related);
  const nameOf = (id: string) => choices.data?.find((other) => other.id === id)?.name ?? 'an app that is gone';
  return (
    <section className="panel" aria-label="Facts">
      <dl className="summary">
        <Fact term="Serving">
          {app.currentRevision === null ? (
            'nothing yet'
          ) : (
            <Link to={`/apps/${app.id}/revisions`}>Revision {app.currentRevision}</Link>
          )}
        </Fact>
        <Fact term="Runs on">{targets[app.target.kind]}</Fact>
        {app.containers.map((container) => (
          <Fact key={container.name} term={container.publicPort ? `${container.name}, public` : container.name}>
            <span className="mono">{container.image}</span>
          </Fact>
        ))}
        {app.dependsOn.length > 0 ? (
          <Fact term="Depends on">
            {app.dependsOn.map(({ app: id }) => (
              <div key={id}>
                <Link to={`/apps/${id}/overview`}>{nameOf(id)}</Link>
              </div>
            ))}
          </Fact>
        ) : null}
        {app.clonedFrom ? (
          <Fact term="Cloned from">
            <Link to={`/apps/${app.clonedFrom}/overview`}>{nameOf(app.clonedFrom)}</Link>
          </Fact>
        ) : null}
        <Fact term="Changed">
          <RelativeTime at={app.updatedAt} />
        </Fact>
        <Fact term="Created">
          <RelativeTime at={app.createdAt} />
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

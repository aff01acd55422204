/**
 * The yardstick: the three routes as one would write them by hand with Express and the MongoDB driver, and nothing else.
 *
 * It does what no correct implementation can leave out, so that the comparison is fair to both sides: the token is
 * verified (same algorithm, issuer, audience), the membership and its role are read at every request, the body's shape
 * is checked, names and hosts are unique by the same indexes, secrets are sealed before they are stored and sealed anew
 * for a copy, and answers have the same fields and about the same size. The round trips to MongoDB are the same: list
 * 2 (membership, apps), create 2 (membership, insert), clone 3 (membership, source, insert); the team's slug is known to
 * both processes. It leaves out what is ours to give: schemas, all faults at once, request log, metrics, security
 * headers, idempotency keys, checked answers.
 */
import express, { type Request, type Response } from 'express';
import { MongoClient, ObjectId } from 'mongodb';
import { readApp, readName } from './bare-body';
import { manifestOf, type Row, reseal, sealed, toReply } from './bare-row';
import { verifyToken } from './bare-token';

interface Membership {
  team: ObjectId;
  user: ObjectId;
  role: string;
}

async function main(): Promise<void> {
  const client = await new MongoClient(process.env.MONGODB_URI ?? '', { maxPoolSize: 50 }).connect();
  const apps = client.db().collection<Row>('apps');
  const memberships = client.db().collection<Membership>('memberships');
  const slug = String((await client.db().collection('teams').findOne())?.slug);

  async function teamOf(req: Request): Promise<ObjectId> {
    const user = new ObjectId(verifyToken(req.get('authorization') ?? ''));
    const membership = await memberships.findOne({ user }, { sort: { _id: 1 } });
    if (!membership || !['owner', 'admin', 'member'].includes(membership.role)) throw new Error('forbidden');
    return membership.team;
  }

  async function list(req: Request, res: Response): Promise<void> {
    const team = await teamOf(req);
    const found = await apps.find({ team }).sort({ createdAt: -1, _id: -1 }).limit(51).toArray();
    const last = found.length > 50 ? found[49] : undefined;
    const nextCursor = last && Buffer.from(JSON.stringify([last.createdAt, last._id])).toString('base64url');
    res.json({ apps: found.slice(0, 50).map(toReply), nextCursor: nextCursor ?? null, message: 'success' });
  }

  async function create(req: Request, res: Response): Promise<void> {
    const team = await teamOf(req);
    const { name, containers } = readApp(req.body);
    const row = newRow(
      team,
      name,
      containers.map((container) => sealed(container, team)),
      null,
    );
    await apps.insertOne(row);
    res.status(201).json({ app: toReply(row), message: 'success' });
  }

  async function clone(req: Request, res: Response): Promise<void> {
    const team = await teamOf(req);
    const source = await apps.findOne({ _id: new ObjectId(String(req.query.source)), team });
    if (!source || source.deletingAt) throw new Error('not found');
    const containers = source.containers.map((container) => reseal(container, team));
    const row = newRow(team, readName(req.body), containers, source._id);
    await apps.insertOne(row);
    res.status(201).json({ app: toReply(row), manifest: manifestOf(source, row), message: 'success' });
  }

  function newRow(team: ObjectId, name: string, containers: Row['containers'], clonedFrom: ObjectId | null): Row {
    const now = new Date();
    return {
      ...{ _id: new ObjectId(), team, name, nameKey: name.toLowerCase(), host: `${name}-${slug}`.slice(0, 63) },
      ...{ environment: 'production', target: { kind: 'docker', cloudAccount: null }, containers, dependsOn: [] },
      ...{
        clonedFrom,
        activeDeployment: null,
        serving: null,
        lastDeployment: null,
        recentDeployments: [],
        expiresAt: null,
      },
      ...{ expiryWarnedAt: null, stoppedAt: null, deletingAt: null, health: null, version: 1 },
      ...{ createdAt: now, updatedAt: now },
    };
  }

  const server = express().disable('x-powered-by').disable('etag').use(express.json());
  server.get('/v1/apps', list);
  server.post('/v1/apps', (req, res) => (req.query.source ? clone(req, res) : create(req, res)));
  const listening = server.listen(0, '127.0.0.1', () => {
    const address = listening.address();
    process.stdout.write(`{"address":"http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}"}\n`);
  });
}

void main();

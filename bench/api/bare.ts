/** The same three answers by Express and the MongoDB driver alone: no login, no checks, no shapes. */
import express from 'express';
import { MongoClient, ObjectId } from 'mongodb';

async function main(): Promise<void> {
  const { MONGODB_URI = '', TEAM = '' } = process.env;
  const client = await new MongoClient(MONGODB_URI, { maxPoolSize: 50 }).connect();
  const apps = client.db().collection('apps');
  const team = new ObjectId(TEAM);
  const server = express().disable('x-powered-by').disable('etag').use(express.json());
  server.get('/v1/apps', async (_req, res) => {
    const found = await apps.find({ team }).sort({ createdAt: -1, _id: -1 }).limit(51).toArray();
    res.json({ apps: found.slice(0, 50), message: 'success' });
  });
  server.post('/v1/apps', async (req, res) => {
    const source = req.query.source ? await apps.findOne({ _id: new ObjectId(String(req.query.source)), team }) : {};
    const app = { ...source, ...req.body, _id: new ObjectId(), team, createdAt: new Date(), updatedAt: new Date() };
    app.nameKey = app.host = `bare-${app._id}`;
    await apps.insertOne(app);
    res.status(201).json({ app, message: 'success' });
  });
  const listening = server.listen(0, '127.0.0.1', () => {
    const address = listening.address();
    process.stdout.write(`{"address":"http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}"}\n`);
  });
}

void main();

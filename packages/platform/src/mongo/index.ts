import mongoose from 'mongoose';

export { isDuplicateKey } from './duplicate-key';
export { tenancy } from './tenancy';

mongoose.set('strictQuery', 'throw');

const selectionTimeoutMs = 5_000;

/**
 * Connects the models to MongoDB and waits until every index of theirs exists. While MongoDB is away it tries again for
 * ever, and says so each time.
 */
export async function connectMongo(uri: string, onAway: () => void = () => {}): Promise<void> {
  while (!(await tryConnect(uri))) onAway();
  await Promise.all(Object.values(mongoose.models).map((model) => model.init()));
}

async function tryConnect(uri: string): Promise<boolean> {
  try {
    await mongoose.connect(uri, { serverSelectionTimeoutMS: selectionTimeoutMs, maxPoolSize: 50 });
    return true;
  } catch (error) {
    if (error instanceof mongoose.Error.MongooseServerSelectionError) return false;
    throw error;
  }
}

/** Whether the driver sees a server right now; asks nothing. */
export function isMongoConnected(): boolean {
  return mongoose.connection.readyState === 1;
}

/** Whether MongoDB answers now. */
export async function pingMongo(): Promise<boolean> {
  try {
    await mongoose.connection.db?.command({ ping: 1 }, { timeoutMS: 2_000 });
    return isMongoConnected();
  } catch {
    return false;
  }
}

/** Closes the connection; waits for nothing that is still running. */
export async function disconnectMongo(): Promise<void> {
  await mongoose.disconnect();
}

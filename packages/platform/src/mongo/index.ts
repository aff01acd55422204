import mongoose from 'mongoose';

export { isDuplicateKey } from './duplicate-key';
export { tenancy } from './tenancy';

mongoose.set('strictQuery', 'throw');

/** Connects the models to MongoDB and waits until every index of theirs exists. */
export async function connectMongo(uri: string): Promise<void> {
  await mongoose.connect(uri, { serverSelectionTimeoutMS: 10_000, maxPoolSize: 50 });
  await Promise.all(Object.values(mongoose.models).map((model) => model.init()));
}

/** Whether MongoDB answers now. */
export async function pingMongo(): Promise<boolean> {
  try {
    await mongoose.connection.db?.command({ ping: 1 }, { timeoutMS: 2_000 });
    return mongoose.connection.readyState === 1;
  } catch {
    return false;
  }
}

/** Closes the connection; waits for nothing that is still running. */
export async function disconnectMongo(): Promise<void> {
  await mongoose.disconnect();
}

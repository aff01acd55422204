import type { CreateRegistryBody, ListRegistriesQuery, Registry, UpdateRegistryBody } from '@oatfin/contracts';
import type { Ctx } from '@oatfin/domain/context';
import { AppError } from '@oatfin/platform/errors';
import { isDuplicateKey } from '@oatfin/platform/mongo';
import { nameKey, paginate } from '@oatfin/platform/paging';
import type { RegistryCredentials } from '@oatfin/providers/targets';
import { Types } from 'mongoose';
import { Registries, type RegistryRow } from './registry.model';
import { verifyCredentials } from './verify-credentials';

/**
 * Stores credentials that the registry accepted just now. Throws `registry.unauthorized`, `registry.unreachable`,
 * `registry.rate_limited`, `registry.name_taken`.
 */
export async function createRegistry(ctx: Ctx, input: CreateRegistryBody): Promise<Registry> {
  const { name, host, username, password } = input;
  await verifyCredentials(ctx, { host, username, password });
  const row = await named(() =>
    Registries.create({
      team: new Types.ObjectId(ctx.team),
      ...{ name, nameKey: nameKey(name), host, username, password: seal(ctx, password), verifiedAt: ctx.now() },
    }),
  );
  return toRegistry(row.toObject());
}

/** A page of the team's registries by name. Throws `request.cursor_invalid`. */
export async function listRegistries(
  ctx: Ctx,
  query: ListRegistriesQuery,
): Promise<{ registries: Registry[]; nextCursor: string | null }> {
  const paging = paginate({ ...query, sort: 'name' }, { name: 'nameKey' });
  const found = await Registries.find({ team: ctx.team, ...paging.filter })
    .sort(paging.sort)
    .limit(paging.limit)
    .lean();
  const { rows, nextCursor } = paging.toPage(found);
  return { registries: rows.map(toRegistry), nextCursor };
}

/** Throws `registry.not_found`. */
export async function getRegistry(ctx: Ctx, id: string): Promise<Registry> {
  return toRegistry(await getRow(ctx, id));
}

/**
 * Changes what is given; new host, user name or password are asked of the registry first. Throws as `createRegistry`, and
 * `registry.not_found`. A password goes only to the host it was given for: a new host needs it again.
 */
export async function updateRegistry(ctx: Ctx, id: string, changes: UpdateRegistryBody): Promise<Registry> {
  const row = await getRow(ctx, id);
  const { name, host = row.host, username = row.username, password } = changes;
  if (host !== row.host && password === undefined) throw passwordMissing();
  const isOther = host !== row.host || username !== row.username || password !== undefined;
  if (isOther) await verifyCredentials(ctx, { host, username, password: password ?? open(ctx, row) });
  const after = await named(() =>
    Registries.findOneAndUpdate(
      { _id: row._id, team: ctx.team },
      {
        $set: {
          ...(name === undefined ? {} : { name, nameKey: nameKey(name) }),
          ...(isOther ? { host, username, verifiedAt: ctx.now() } : {}),
          ...(password === undefined ? {} : { password: seal(ctx, password) }),
        },
      },
      { returnDocument: 'after' },
    ).lean(),
  );
  return toRegistry(existing(after));
}

/** Asks the registry whether the stored credentials are good still. Throws as `createRegistry`. */
export async function verifyRegistry(ctx: Ctx, id: string): Promise<Registry> {
  const row = await getRow(ctx, id);
  await verifyCredentials(ctx, toCredentials(ctx, row));
  const changes = { $set: { verifiedAt: ctx.now() } };
  const filter = { _id: row._id, team: ctx.team };
  return toRegistry(existing(await Registries.findOneAndUpdate(filter, changes, { returnDocument: 'after' }).lean()));
}

/** Forgets credentials. Whether an app needs them is asked by `removeRegistry` of registry-removal. */
export async function forgetRegistry(ctx: Ctx, id: string): Promise<void> {
  await Registries.deleteOne({ _id: id, team: ctx.team });
}

/** The credentials themselves, for a pull. Throws `registry.not_found`. */
export async function getRegistryCredentials(ctx: Ctx, id: string): Promise<RegistryCredentials> {
  return toCredentials(ctx, await getRow(ctx, id));
}

/** Those of the ids that are registries of the team. */
export async function listRegistryIds(ctx: Ctx, ids: string[]): Promise<string[]> {
  const rows = await Registries.find({ team: ctx.team, _id: { $in: ids } }, { _id: 1 }).lean();
  return rows.map((row) => row._id.toHexString());
}

async function getRow(ctx: Ctx, id: string): Promise<RegistryRow> {
  return existing(await Registries.findOne({ _id: id, team: ctx.team }).lean());
}

function existing(row: RegistryRow | null): RegistryRow {
  if (!row) throw new AppError('registry.not_found', 'The registry does not exist.');
  return row;
}

async function named<Result>(write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (!isDuplicateKey(error, 'nameKey')) throw error;
    const message = 'The team has a registry with this name.';
    throw new AppError('registry.name_taken', message, { errors: [{ path: 'name', message }] });
  }
}

function passwordMissing(): AppError {
  const message = 'must be given again for another host';
  return new AppError('registry.unauthorized', `The password ${message}.`, { errors: [{ path: 'password', message }] });
}

const sealedFor = (ctx: Ctx): string => `registry:${ctx.team}`;
const seal = (ctx: Ctx, password: string): string => ctx.secrets.seal(password, sealedFor(ctx));
const open = (ctx: Ctx, row: RegistryRow): string => ctx.secrets.open(row.password, sealedFor(ctx));

function toCredentials(ctx: Ctx, row: RegistryRow): RegistryCredentials {
  return { host: row.host, username: row.username, password: open(ctx, row) };
}

function toRegistry(row: RegistryRow): Registry {
  const { _id, name, host, username, verifiedAt, createdAt, updatedAt } = row;
  return {
    ...{ id: _id.toHexString(), name, host, username },
    verifiedAt: verifiedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

/** A folder of nightly back-ups: its old copies go before the next is made, so that a full volume works again. */
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Instant } from "../platform/clock.ts";
import { isPostgresUrl } from "../platform/database.ts";
import { diskOf } from "../platform/disk.ts";
import { DrumbeatError } from "../platform/errors.ts";
import { HOUR, msBetween } from "../platform/time.ts";
import { type BackUp, backUp, sizeOf } from "./backup.ts";
import { isAsNoted, noteOf } from "./backup-checksum.ts";
import { isCopyOld } from "./doctor-thresholds.ts";
import type { Environment } from "./dump.ts";
import { refusal } from "./errors.ts";

export interface OldCopy {
  file: string;
  madeAt: Instant;
  bytes: number;
  /** A note was written beside it once it was checked. */
  isChecked: boolean;
}

/** `drumbeat-2026-11-02T0230Z.db`: the hour is UTC's; without the `Z`, of whoever named it. */
const NAME = /^drumbeat-(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)Z?\.(?:db|dump)$/;
/** A copy that is being made is written to all the time. */
const LEFT_BEHIND_MS = HOUR;
/** A dump may be somewhat larger than the last. */
const GROWTH = 1.1;

/**
 * Makes a checked back-up in `folder`, named by its hour, as `backUp` does. Before, copies older than thirty days are
 * removed, and the oldest of the others while there is no room; the newest good copy always stays. Throws as `backUp`.
 */
export async function backUpInto(
  location: string,
  folder: string,
  at: Instant,
  env: Environment = {},
): Promise<BackUp> {
  const isServer = isPostgresUrl(location);
  const hour = at.slice(0, 16).replace(/:/g, "");
  const file = join(folder, `drumbeat-${hour}Z.${isServer ? "dump" : "db"}`);
  await removeLeftBehind(folder, at);
  const copies = await copiesIn(folder);
  const last = isServer ? copies.findLast(({ file: name }) => name.endsWith(".dump")) : undefined;
  const needed = last ? Math.ceil(last.bytes * GROWTH) : await sizeOf(location);
  await makeRoom(copies, { file, needed, now: at });
  for (;;)
    try {
      return await backUp(location, file, at, env);
    } catch (error) {
      const isFull = error instanceof DrumbeatError && error.code === "NO_ROOM";
      // How large a dump becomes is known only when it is there.
      if (!isFull || !isServer || !(await removeOldest(folder))) throw error;
    }
}

/**
 * Of these copies, oldest first, those to be removed before one of `needed` bytes is made where `free` are free, and
 * whether it has room then. When there would be none, only what is too old is removed. `newestGood` is never removed.
 */
export function copiesToRemove(
  copies: readonly OldCopy[],
  { newestGood, needed, free, now }: { newestGood: string | null; needed: number; free: number; now: Instant },
): { remove: OldCopy[]; hasRoom: boolean } {
  const removable = copies.filter(({ file }) => file !== newestGood);
  const tooOld = removable.filter(({ madeAt }) => isCopyOld(madeAt, [], now));
  const others = removable.filter((copy) => !tooOld.includes(copy));
  let room = free + bytesOf(tooOld);
  const forRoom: OldCopy[] = [];
  for (const copy of others) {
    if (room >= needed) break;
    forRoom.push(copy);
    room += copy.bytes;
  }
  const hasRoom = room >= needed;
  return { remove: hasRoom ? [...tooOld, ...forRoom] : tooOld, hasRoom };
}

/** Throws NO_ROOM. */
async function makeRoom(
  copies: readonly OldCopy[],
  { file, needed, now }: { file: string; needed: number; now: Instant },
): Promise<void> {
  const { free } = await diskOf(file);
  const newestGood = await newestGoodOf(copies);
  const { remove, hasRoom } = copiesToRemove(copies, { newestGood, needed, free, now });
  for (const copy of remove) await removeCopy(copy);
  if (!hasRoom) throw refusal("NO_ROOM", { file, needed, free: (await diskOf(file)).free });
}

/** False when nothing but the newest good copy is left. */
async function removeOldest(folder: string): Promise<boolean> {
  const copies = await copiesIn(folder);
  const newestGood = await newestGoodOf(copies);
  const oldest = copies.find(({ file }) => file !== newestGood);
  if (!oldest) return false;
  await removeCopy(oldest);
  return true;
}

/** One that was cut off or changed since is not what to rely on, and does not protect itself. */
async function newestGoodOf(copies: readonly OldCopy[]): Promise<string | null> {
  for (const { file } of copies.filter(({ isChecked }) => isChecked).toReversed())
    if (await isAsNoted(file)) return file;
  return null;
}

/** Oldest first; what has another name is not ours to remove. */
async function copiesIn(folder: string): Promise<OldCopy[]> {
  const names = await readdir(folder);
  const copies: OldCopy[] = [];
  for (const name of names.toSorted()) {
    const [, day, hour, minute] = NAME.exec(name) ?? [];
    if (day === undefined) continue;
    const file = join(folder, name);
    copies.push({
      file,
      madeAt: `${day}T${hour}:${minute}:00.000Z`,
      bytes: (await stat(file)).size,
      isChecked: names.includes(noteOf(name)),
    });
  }
  return copies;
}

async function removeCopy({ file }: OldCopy): Promise<void> {
  await rm(file, { force: true });
  await rm(noteOf(file), { force: true });
}

/** What a back-up that was killed has left. */
async function removeLeftBehind(folder: string, now: Instant): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith(".unfinished") || !NAME.test(name.replace(/\.unfinished$/, ""))) continue;
    const file = join(folder, name);
    const { mtime } = await stat(file);
    if (msBetween(mtime.toISOString(), now) > LEFT_BEHIND_MS) await rm(file, { force: true });
  }
}

function bytesOf(copies: readonly OldCopy[]): number {
  return copies.reduce((sum, { bytes }) => sum + bytes, 0);
}

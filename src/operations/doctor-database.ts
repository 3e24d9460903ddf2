/** What `drumbeat doctor` finds in the database and under it. */
import { accessSync, constants, existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { migrations } from "../../db/migrations/index.ts";
import { listWorkspaces } from "../people/workspaces.ts";
import { erasuresFileFrom, readConfig } from "../platform/config.ts";
import { type Db, isPostgresUrl, openDatabase, tryToWrite } from "../platform/database.ts";
import { clockOf } from "../platform/database-clock.ts";
import { copiesBeside, pathsOpenToOthers, refuseIfMissing } from "../platform/database-file.ts";
import { diskOf } from "../platform/disk.ts";
import { DrumbeatError } from "../platform/errors.ts";
import { appliedMigrations, refuseUnknown } from "../platform/migrate.ts";
import { shownLocation } from "../platform/secrets.ts";
import { refuseOtherEncoding } from "../platform/server-encoding.ts";
import { startFailure } from "../platform/start-failure.ts";
import { storageFault } from "../platform/storage-fault.ts";
import type { Language } from "../platform/texts/language.ts";
import { msBetween } from "../platform/time.ts";
import { findFact } from "../platform/workspace-facts.ts";
import { checkBackUp } from "./backup.ts";
import { lastBackUp } from "./backup-age.ts";
import {
  DAYS_OF_COPIES,
  isCopyOld,
  isVacuumDue,
  stateOfBackUp,
  stateOfDatabaseClock,
  stateOfDisk,
  stateOfZoneData,
} from "./doctor-thresholds.ts";
import { type Examined, type Finding, finding, seconds } from "./finding.ts";
import { durationIn, sizeIn } from "./format-size-and-duration.ts";
import { deletionsFinished, reading, refuseDamaged, refuseOtherSchema, roomIn, takesWrites } from "./sqlite-file.ts";

/** `isReadable`: its tables are those of this version, so that the rest can be asked of it. */
export async function databaseFindings(examined: Examined): Promise<{ findings: Finding[]; isReadable: boolean }> {
  const { database } = examined;
  const isServer = isPostgresUrl(database);
  const place = shownLocation(database);
  const db = openDatabase(database, { readonly: true });
  try {
    if (!isServer) refuseIfMissing(database, false);
    if (!isServer && !existsSync(database))
      return { findings: [finding("database", "warn", "database-none", { place })], isReadable: false };
    if (!isServer) await reading(database, (connection) => refuseDamaged(connection, database));
    if (!isServer) await reading(database, (connection) => refuseOtherSchema(connection, database));
    await refuseOtherEncoding(db);
    const applied = await appliedMigrations(db);
    refuseUnknown(applied);
    const toCome = Object.keys(migrations).length - applied.length;
    const findings = [
      (
        isServer
          ? await tryToWrite(db).then(
              () => true,
              () => false,
            )
          : takesWrites(database)
      )
        ? finding("database", "ok", "database-ok", { place })
        : finding("database", "fail", "database-unwritable", { place }),
      ...(toCome === 0 ? [] : [finding("migrations", "warn", "migrations-open", { count: toCome })]),
      ...(isServer ? await serverFindings(db, examined) : await fileFindings(examined)),
      ...(toCome === 0 ? await rememberedFindings(db, examined, isServer) : []),
    ];
    return { findings, isReadable: toCome === 0 };
  } catch (error) {
    if (!(error instanceof DrumbeatError) && storageFault(error) === null && !isServer) throw error;
    const sentence = startFailure(error, { database }, examined.language);
    return { findings: [finding("database", "fail", "database-refused", { sentence })], isReadable: false };
  } finally {
    await db.destroy();
  }
}

/** Beside a file they are noted by themselves. */
function erasureFindings({ env }: Examined): Finding {
  const { erasuresFile: file } = erasuresFileFrom(env);
  if (file === undefined) return finding("erasures", "warn", "erasures-unnoted");
  try {
    accessSync(existsSync(file) ? file : dirname(file), constants.R_OK | constants.W_OK);
    return finding("erasures", "ok", "erasures-ok", { file });
  } catch {
    return finding("erasures", "fail", "erasures-unwritable", { file });
  }
}

async function serverFindings(db: Db, examined: Examined): Promise<Finding[]> {
  const there = await clockOf(db);
  const aheadMs = msBetween(there.now(), examined.clock.now());
  const config = readConfig(examined.env);
  const state = stateOfDatabaseClock(aheadMs, config.ok ? config.config.slack.mode : null);
  const sentence = state === "ok" ? "database-clock-ok" : "database-clock-off";
  return [finding("database-clock", state, sentence, { seconds: seconds(aheadMs) }), erasureFindings(examined)];
}

async function fileFindings({ database, language, clock }: Examined): Promise<Finding[]> {
  const { free } = await diskOf(database);
  const open = pathsOpenToOthers(database);
  const room = await reading(database, roomIn);
  const deletedAt = await reading(database, deletionsFinished);
  const old = copiesBeside(database).filter(({ madeAt }) => isCopyOld(madeAt, deletedAt, clock.now()));
  const state = stateOfDisk(free, (await stat(database)).size);
  return [
    finding("disk", state, state === "ok" ? "disk-ok" : "disk-short", { free: sizeIn(language, free) }),
    ...(isVacuumDue(room)
      ? [
          finding("room", "warn", "vacuum-due", {
            free: sizeIn(language, room.free),
            size: sizeIn(language, room.bytes),
          }),
        ]
      : []),
    ...(old.length === 0
      ? []
      : [
          finding("copies", "warn", "copies-old", {
            files: old.map(({ file, madeAt }) => `${file} (${durationIn(language, madeAt, clock.now())})`).join(", "),
            days: DAYS_OF_COPIES,
          }),
        ]),
    open.length === 0
      ? finding("privacy", "ok", "privacy-ok")
      : finding("privacy", "warn", "privacy-open", { files: open.join(" ") }),
  ];
}

async function rememberedFindings(db: Db, examined: Examined, isServer: boolean): Promise<Finding[]> {
  const { zoneData: ours } = examined;
  const workspaces = await listWorkspaces(db);
  const zoneData: string[] = [];
  for (const { id } of workspaces) {
    const ranWith = await findFact(db, id, "zone-data");
    if (ranWith) zoneData.push(ranWith.value);
  }
  const stored = zoneData.sort().at(-1) ?? null;
  const zones = stateOfZoneData(stored, ours);
  const findings = [
    zones === "ok"
      ? finding("zone-data", "ok", "zone-data-ok", { ours })
      : finding("zone-data", zones, "zone-data-older", { ours, stored: stored ?? "" }),
  ];
  return [...findings, await backUpFinding(db, examined, isServer)];
}

async function backUpFinding(db: Db, { language, clock }: Examined, isServer: boolean): Promise<Finding> {
  const last = await lastBackUp(db);
  const state = stateOfBackUp(last?.notedAt ?? null, clock.now());
  if (!last) return finding("back-up", state, "back-up-none");
  // A dump is on another machine as a rule; it was read back when it was made.
  const problem = isServer ? null : await damageTo(last.value, language);
  if (problem !== null) return finding("back-up", "fail", "database-refused", { sentence: problem });
  const age = durationIn(language, last.notedAt, clock.now());
  return finding("back-up", state, state === "ok" ? "back-up-ok" : "back-up-old", { age });
}

/** What a restore would refuse it for; null also where it is no longer on this machine. */
async function damageTo(file: string, language: Language): Promise<string | null> {
  if (!existsSync(file)) return null;
  try {
    await checkBackUp(file);
    return null;
  } catch (error) {
    return startFailure(error, { database: file }, language);
  }
}

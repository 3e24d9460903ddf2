/** An earlier version's database is brought up to date, never without a way back. */
import { basename, dirname, join } from "node:path";
import { type Migrations, migrations } from "../../db/migrations/index.ts";
import type { Instant } from "../platform/clock.ts";
import { type Db, isPostgresUrl } from "../platform/database.ts";
import { DrumbeatError } from "../platform/errors.ts";
import { appliedMigrations, migrateToLatest, refuseUnknown } from "../platform/migrate.ts";
import { startFailure } from "../platform/start-failure.ts";
import { storageFault } from "../platform/storage-fault.ts";
import type { Language } from "../platform/texts/language.ts";
import { refusal } from "./errors.ts";

/** What is about to be done to a database of an earlier version. */
export interface UpgradeToDo {
  migrations: number;
  /** The back-up that was just made; null on a server, whose own back-up is the way back. */
  backUp: string | null;
}

const IN_MEMORY = ":memory:";

/**
 * Brings the database at `location`, opened as `db`, to the newest version. One of an earlier version is backed up beside
 * itself first, if it is a file; `notify` is called before anything is changed. A new one needs no back-up. Throws
 * DATABASE_UNRELEASED, DATABASE_NEWER, and with the database as it was UPGRADE_WITHOUT_BACK_UP and UPGRADE_FAILED.
 */
export async function upgradeDatabase(
  db: Db,
  location: string,
  {
    at,
    notify,
    expected = migrations,
    language = "en",
  }: { at: Instant; notify: (todo: UpgradeToDo) => void; expected?: Migrations; language?: Language },
): Promise<void> {
  const applied = await appliedMigrations(db);
  refuseUnknown(applied, expected);
  const pending = Object.keys(expected).length - applied.length;
  if (applied.length === 0 || pending === 0) return migrateToLatest(db, expected);
  const isFile = !isPostgresUrl(location) && location !== IN_MEMORY;
  const copy = isFile ? await copyBefore(location, at, language) : null;
  notify({ migrations: pending, backUp: copy });
  try {
    await migrateToLatest(db, expected);
  } catch (error) {
    const problem = problemText(error, location, language);
    throw refusal("UPGRADE_FAILED", { problem, backUp: copy ?? "" }, { cause: error });
  }
}

async function copyBefore(location: string, at: Instant, language: Language): Promise<string> {
  const time = at.replaceAll(/[-:]|\.\d+/g, "");
  const name = `${basename(location).replace(/\.db$/, "")}-before-upgrade-${time}.db`;
  try {
    const { backUp } = await import("./backup.ts");
    return (await backUp(location, join(dirname(location), name), at)).file;
  } catch (error) {
    throw refusal("UPGRADE_WITHOUT_BACK_UP", { problem: problemText(error, location, language) }, { cause: error });
  }
}

function problemText(error: unknown, location: string, language: Language): string {
  if (error instanceof DrumbeatError) return error.sentence(language);
  return storageFault(error) ? startFailure(error, { database: location }, language) : String(error);
}

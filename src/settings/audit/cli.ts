/** `drumbeat audit export`: who did what, for a system that collects such lines. */
import { once } from "node:events";
import { parseArgs } from "node:util";
import { z } from "zod";
import { askedForNames, peopleInExport } from "../../people/names-in-exports.ts";
import { inWorkspace } from "../../people/target-workspace.ts";
import { changedFields, listAuditSince, peopleInAudit } from "../../platform/audit.ts";
import { type Instant, systemClock } from "../../platform/clock.ts";
import { databaseFrom } from "../../platform/config.ts";
import type { Db } from "../../platform/database.ts";
import { uuidV7 } from "../../platform/ids.ts";
import { refuse } from "../../platform/texts/command-line.ts";
import { jsonLineOf } from "../../platform/texts/display.ts";
import { operatorsLanguage } from "../../platform/texts/language.ts";
import { listPlaces } from "../../programs/programs.ts";
import { auditTexts } from "./texts.ts";

/** What an admin reads in Slack of an act; people are pseudonyms, or handles. */
interface ExportedAct {
  /** By which a line that was read before is known. */
  id: string;
  at: Instant;
  /** Null when Drumbeat did it by itself, or somebody in a terminal. */
  actor: string | null;
  action: string;
  subject: { kind: string; id: string };
  /** The key of its program; only there where it has one. */
  program?: string;
  /** Only of a change: which fields, never what was in them. */
  fields?: string[];
}

const AT_ONCE = 500;
const day = z.iso.date().optional();
const BEFORE_ALL: Instant = "0000-01-01T00:00:00.000Z";

/** Returns the exit code. */
export async function run(args: string[]): Promise<number> {
  const options = read(args);
  const language = operatorsLanguage(process.env);
  const texts = auditTexts[language];
  if (!options) return refuse(texts.usage);
  const { since, asking } = options;
  return inWorkspace({ ...options, language }, texts.failed, async (db, { id: workspaceId }) => {
    const clock = systemClock();
    const names = await peopleInExport(
      { db, clock, ids: uuidV7(clock) },
      {
        ...asking,
        workspaceId,
        personIds: await peopleInAudit(db, workspaceId, since),
        command: "drumbeat audit export",
        leavesOut: false,
        language,
      },
    );
    if (!names) return 1;
    for await (const act of actsSince(db, { workspaceId, since, names }))
      if (!process.stdout.write(jsonLineOf(act))) await once(process.stdout, "drain");
    return 0;
  });
}

/** Page by page, so that memory does not grow with the log. */
async function* actsSince(
  db: Db,
  { workspaceId, since, names }: { workspaceId: string; since: Instant; names: ReadonlyMap<string, string> },
): AsyncGenerator<ExportedAct> {
  const programs = new Map((await listPlaces(db, workspaceId)).map(({ id, key }) => [id, key]));
  // Whoever is named since the export began has no pseudonym.
  const nameOf = (id: string) => names.get(id) ?? "";
  let after: string | null = null;
  for (;;) {
    const page = await listAuditSince(db, workspaceId, { since, after, limit: AT_ONCE });
    for (const row of page) {
      const program = row.program_id === null ? undefined : programs.get(row.program_id);
      const fields = changedFields(row);
      yield {
        id: row.id,
        at: row.at,
        actor: row.actor_id === null ? null : nameOf(row.actor_id),
        action: row.action,
        subject: {
          kind: row.subject_kind,
          id: row.subject_kind === "person" ? nameOf(row.subject_id) : row.subject_id,
        },
        ...(program !== undefined && { program }),
        ...(fields.length > 0 && { fields }),
      };
    }
    after = page.at(-1)?.id ?? null;
    if (page.length < AT_ONCE) return;
  }
}

function read(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        since: { type: "string" },
        names: { type: "boolean", default: false },
        reason: { type: "string", default: "" },
        database: { type: "string" },
        workspace: { type: "string" },
      },
    });
    const { since, names, reason, workspace } = values;
    const asking = askedForNames({ names, reason });
    if (positionals.join(" ") !== "export" || !asking || !day.safeParse(since).success) return null;
    return {
      asking,
      workspace,
      database: databaseFrom(values.database, process.env),
      since: since === undefined ? BEFORE_ALL : `${since}T00:00:00.000Z`,
    };
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

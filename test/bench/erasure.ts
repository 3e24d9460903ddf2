/**
 * What it takes to erase somebody with twenty thousand rows, editions of digests among them, in a database of as many rows of
 * others, piece by piece, but for what Slack does.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { sql } from "kysely";
import { type Db, inPieces, openDatabase, type Tx } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { eraseAgain, erasuresOf, goOnErasing } from "../../src/privacy/erasure/use-cases.ts";
import { aPostgresDatabase, startPostgres } from "../support/postgres-server.ts";
import { aRecord, DAILY, questionsFeeding } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { threadMs } from "./pieces.ts";
import type { Row } from "./row.ts";

/** Each with its prompt, check-in and revision, and an entry in the audit; every second one with an item and its event. */
const ANSWERS = 3500;
/** Weekly ones of eight years; each quotes them four times, and others eleven times. */
const EDITIONS = 400;
const [THEIR_QUOTES, OTHER_QUOTES] = [4, 11];
const AT = "2026-11-24T09:00:00.000Z";

export async function bench(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "drumbeat-erasure-"));
  const server = await startPostgres();
  try {
    const [file, url] = [join(folder, "drumbeat.db"), await aPostgresDatabase(server.url)];
    const [onFile, onServer] = [await measure(file), await measure(url)];
    return [
      row(`somebody with 20,000 rows erased from SQLite, in ${onFile.pieces} pieces`, onFile.allMs, 5000),
      row("the longest piece of it, in processor time", onFile.longestMs, 50),
      row(`the same from PostgreSQL, in ${onServer.pieces} pieces`, onServer.allMs, 5000),
      row("the longest piece of it, in processor time", onServer.longestMs, 50),
    ];
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function row(name: string, ms: number, limitMs: number): Row {
  const said = (value: number) => (limitMs >= 1000 ? `${(value / 1000).toFixed(2)} s` : `${value.toFixed(1)} ms`);
  const baseline = limitMs >= 1000 ? `${limitMs / 1000} s` : `${limitMs} ms`;
  return { name, ours: said(ms), baseline, ratio: ms / limitMs, bar: 1 };
}

async function measure(database: string): Promise<{ pieces: number; allMs: number; longestMs: number }> {
  const db = openDatabase(database);
  try {
    await migrateToLatest(db);
    const { workspaceId, personId } = await inTransaction(db, aLife);
    const services = servicesAt(db, AT);
    // Begun without a second, as after a restore; its first pieces go with the others.
    const line = { erasure: "erasure", workspace: workspaceId, person: personId, at: AT, places: [] };
    const pieces: number[] = [];
    const began = performance.now();
    await eraseAgain(services, workspaceId, [line], { isBegunOnly: true });
    for (let step = ""; step !== "slack"; step = (await erasuresOf(db, workspaceId))[0]?.step ?? "slack") {
      const before = threadMs();
      await goOnErasing(services, workspaceId, null, { pieces: 1 });
      pieces.push(threadMs() - before);
    }
    const allMs = performance.now() - began;
    await refuseWhatIsLeft(db);
    return { pieces: pieces.length, allMs, longestMs: Math.max(...pieces) };
  } finally {
    await db.destroy();
  }
}

async function refuseWhatIsLeft(db: Db): Promise<void> {
  const { rows } = await sql<{ count: number | string }>`select count(*) as count from (
    select after as text from audit union all select document from digest_edition union all select division from digest_division
    union all select answers from check_in_revision) as texts where text like '%of theirs%' or text like '%Ann Lee%'`.execute(
    db,
  );
  if (Number(rows[0]?.count) !== 0) throw new Error(`${rows[0]?.count} texts of theirs are left`);
}

async function aLife(tx: Tx): Promise<{ workspaceId: string; personId: string }> {
  const record = await aRecord(tx);
  const { workspaceId } = record;
  const [ann, bob] = [await record.person("ann", { name: "Ann Lee" }), await record.person("bob", { name: "Bob Poe" })];
  const lead = await record.person("lead");
  const program = await record.program("atlas", { seats: { lead: [lead], team: [ann, bob] } });
  const cadence = await record.cadence(program, { questions: questionsFeeding("progress", "next"), rule: DAILY });
  const said = new Map<string, string[]>([
    [ann.id, []],
    [bob.id, []],
  ]);
  for (let count = 0; count < ANSWERS; count += 1) {
    const at = new Date(Date.UTC(2020, 0, 1) + count * 3_600_000).toISOString();
    const round = await record.round(cadence, `${at.slice(0, 10)}+${count}`, [ann, bob]);
    await record.answer(round, ann, at, {
      progress: `What was done ${count} of theirs`,
      next: `And next ${count} of theirs`,
    });
    await record.answer(round, bob, at, {
      progress: `What ${count} of another was`,
      next: `And ${count} next of another`,
    });
  }
  const { rows } = await sql<{ id: string; person_id: string }>`select id, person_id from check_in order by id`.execute(
    tx,
  );
  for (const { id, person_id: of } of rows) said.get(of)?.push(id);
  await besideTheAnswers(tx, workspaceId);
  await editions(tx, { workspaceId, leadId: lead.id, ann: said.get(ann.id) ?? [], bob: said.get(bob.id) ?? [] });
  return { workspaceId, personId: ann.id };
}

async function besideTheAnswers(tx: Tx, workspaceId: string): Promise<void> {
  const of = sql`${workspaceId}`;
  await sql`insert into audit (workspace_id, id, at, actor_id, action, subject_kind, subject_id, after)
    select ${of}, 'audit-' || id, created_at, person_id, 'item.changed', 'check-in', id, '{"title":"A title of theirs"}'
    from check_in where person_id = (select id from person where handle = 'ann')`.execute(tx);
  await sql`insert into item (workspace_id, id, program_id, type, number, title, description, state, raised_by, raised_at,
      due_moves, details, disclosure, source_key, revision, updated_at)
    select ${of}, 'item-' || id, program_id, 'risk', row_number() over (order by id), 'A risk of theirs', '', 'open',
      person_id, created_at, 0, '{"cause":"A cause of theirs"}', 'team', 'key-' || id, 1, created_at
    from check_in where person_id = (select id from person where handle = 'ann') order by id limit ${ANSWERS / 2}`.execute(
    tx,
  );
  await sql`insert into item_event (workspace_id, item_id, revision, at, actor_id, event, after, note)
    select ${of}, id, 1, raised_at, raised_by, 'raised', '{"title":"A risk of theirs"}', 'A note of theirs' from item`.execute(
    tx,
  );
}

async function editions(
  tx: Tx,
  {
    workspaceId,
    leadId,
    ann,
    bob,
  }: { workspaceId: string; leadId: string; ann: readonly string[]; bob: readonly string[] },
): Promise<void> {
  const all = Array.from({ length: EDITIONS }, (_, index) => {
    const of = (ids: readonly string[], quotes: number, author: string, said: (index: number) => string) =>
      Array.from({ length: quotes }, (_, quote) => {
        const place = (index * quotes + quote) % ids.length;
        return {
          kind: "progress",
          program: "Atlas",
          done: [{ author, text: said(place), mark: null, latePeriod: null, isRevised: false }],
          sources: [{ kind: "check-in", id: ids[place] ?? "", revision: 1 }],
        };
      });
    return [
      ...of(ann, THEIR_QUOTES, "Ann Lee", (place) => `What was done ${place} of theirs`),
      ...of(
        bob,
        OTHER_QUOTES,
        "Bob Poe",
        (place) => `What ${place} of another was, and much more of it that is said at length`,
      ),
    ];
  });
  const id = (index: number) => `edition-${String(index).padStart(4, "0")}`;
  const common = { workspace_id: workspaceId, created_at: AT };
  const digests = all.map((_, index) => ({
    ...common,
    id: `digest-${index}`,
    reader_id: leadId,
    rhythm: "weekly" as const,
    period: `week ${index}`,
  }));
  for (const some of inPieces(digests)) await tx.insertInto("digest").values(some).execute();
  const reader = { handle: "lead", name: "Lead", locale: "en-GB", zone: "UTC" };
  const rows = all.map((lines, index) => ({
    ...common,
    id: id(index),
    digest_id: `digest-${index}`,
    edition: 1,
    locale: "en-GB",
    zone: "UTC",
    from_at: AT,
    cut_off_at: AT,
    document: JSON.stringify({ version: 2, reader, sections: [{ section: "progress", lines }], citations: [] }),
  }));
  for (const some of inPieces(rows)) await tx.insertInto("digest_edition").values(some).execute();
  const divisions = all.map((lines, index) => ({
    workspace_id: workspaceId,
    edition_id: id(index),
    division: JSON.stringify({
      version: 1,
      parts: [
        {
          text: "Atlas",
          pieces: lines.map(({ done: [quote] }) => ({
            type: "rich_text",
            elements: [
              { type: "text", text: `“${quote?.text}”` },
              { type: "text", text: ` — ${quote?.author}` },
            ],
          })),
        },
      ],
    }),
  }));
  for (const some of inPieces(divisions)) await tx.insertInto("digest_division").values(some).execute();
  const sources = all.flatMap((lines, index) =>
    lines.map(({ sources: [source] }, line) => ({
      workspace_id: workspaceId,
      edition_id: id(index),
      line: line + 2,
      kind: "check-in" as const,
      source_id: source?.id ?? "",
      revision: 1,
    })),
  );
  for (const some of inPieces(sources)) await tx.insertInto("digest_source").values(some).execute();
}

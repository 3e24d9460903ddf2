/** What one submission does to the database, in SQL written by hand and prepared once: the baseline of `submit.ts`. */
import { randomUUID } from "node:crypto";
import Sqlite from "better-sqlite3";
import { z } from "zod";

const IDS = z.object({ workspace_id: z.string(), id: z.string() });
const prompt = IDS.extend({ round_id: z.string(), person_id: z.string(), due_at: z.string() });
const round = IDS.extend({
  cadence_id: z.string(),
  program_id: z.string(),
  question_set_id: z.string(),
  due_at: z.string(),
});

type FieldState = { value?: string | null; selected_option?: { value: string } | null };

/** How many one submission takes, `begin` and `commit` included; `submit.ts` shows how many Drumbeat's takes. */
export const STATEMENTS = 25;

/** Stores what a form holds, as a first answer, in one transaction. */
export function submitter(file: string) {
  const db = new Sqlite(file);
  for (const pragma of ["journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"]) db.pragma(pragma);
  const findPerson = db.prepare<[string, string], { id: string }>(
    "select * from person where workspace_id = ? and slack_user_id = ?",
  );
  const find = (table: string) =>
    db.prepare<[string, string]>(`select * from ${table} where workspace_id = ? and id = ?`);
  const [findPrompt, findRound, findCadence, findProgram, findQuestions] = [
    find("prompt"),
    find("round"),
    find("cadence"),
    find("program"),
    find("question_set"),
  ];
  const remember = db.prepare(
    "insert into received (workspace_id, key, received_at) values (?, ?, ?) on conflict (workspace_id, key) do nothing",
  );
  const findCheckIn = db.prepare(`
    select c.id, c.revision, v.answered_at, v.nothing_to_report, v.is_late, v.answers
    from check_in c
    join check_in_revision v on v.workspace_id = c.workspace_id and v.check_in_id = c.id and v.revision = c.revision
    where c.workspace_id = ? and c.round_id = ? and c.person_id = ?`);
  const insertCheckIn = db.prepare(`
    insert into check_in (workspace_id, id, round_id, program_id, cadence_id, person_id, revision, created_at)
    values (?, ?, ?, ?, ?, ?, 1, ?)`);
  const insertRevision = db.prepare(`
    insert into check_in_revision (workspace_id, check_in_id, revision, program_id, author_id, answered_at,
                                   nothing_to_report, is_late, health, answers)
    values (?, ?, 1, ?, ?, ?, 0, ?, ?, ?)`);
  const setAnswered = db.prepare(`
    update prompt set state = 'answered'
    where workspace_id = ? and id = ? and state in ('planned', 'sent', 'skipped', 'excused', 'missed')`);
  const findDelivery = db.prepare<[string, string], { id: string }>(
    "select * from delivery where workspace_id = ? and key = ?",
  );
  const columns = `(workspace_id, id, key, kind, subject, person_id, channel_id, conversation, updates_id, priority,
                    state, due_at, attempts, version, created_at)
                   values (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 'waiting', ?, 0, 1, ?)`;
  const updateMessage = db.prepare(`
    insert into delivery ${columns}
    on conflict (workspace_id, key) do update
    set kind = excluded.kind, subject = excluded.subject, due_at = excluded.due_at, attempts = 0,
        version = delivery.version + 1, state = case when delivery.state = 'sending' then 'sending' else 'waiting' end`);
  const enqueue = db.prepare(`insert into delivery ${columns} on conflict (workspace_id, key) do nothing`);
  const findSaidBefore = db.prepare<[string, string, string], { description: string }>(`
    select id, raised_at, title, description, disclosure from item
    where workspace_id = ? and raised_by = ? and type = 'ask' and state in ('draft', 'open', 'acknowledged')
      and program_id = ?`);
  const findSponsor = db.prepare<[string, string], { person_id: string }>(
    "select * from seat where workspace_id = ? and program_id = ? and role = 'sponsor'",
  );
  const lastNumber = db.prepare<[string, string], { number: number | null }>(
    "select max(number) as number from item where workspace_id = ? and program_id = ? and type = 'ask'",
  );
  const insertItem = db.prepare(`
    insert into item (workspace_id, id, program_id, type, number, title, description, state, owner_id, raised_by,
                      raised_at, due_moves, details, disclosure, source_key, round_id, check_in_id, check_in_revision,
                      revision, updated_at)
    values (?, ?, ?, 'ask', ?, ?, ?, 'draft', ?, ?, ?, 0, '{"kind":"decision"}', 'team', ?, ?, ?, 1, 1, ?)
    on conflict (workspace_id, source_key) do nothing`);
  const insertItemEvent = db.prepare(`
    insert into item_event (workspace_id, item_id, revision, at, actor_id, event, after)
    values (?, ?, 1, ?, ?, 'raised', ?)`);
  const watch = db.prepare(`
    insert into health_watch (workspace_id, program_id, look_at, settings) values (?, ?, ?, '{}')
    on conflict (workspace_id, program_id) do update set look_at = excluded.look_at
    where health_watch.look_at is null or health_watch.look_at > excluded.look_at`);
  const workspace = z.object({ id: z.string() }).parse(db.prepare("select id from workspace").get()).id;

  const store = db.transaction(
    (personId: string, triggerId: string, promptId: string, values: Record<string, Record<string, FieldState>>) => {
      const now = new Date().toISOString();
      if (remember.run(workspace, `interaction:${triggerId}`, now).changes === 0) return;
      const asked = prompt.parse(findPrompt.get(workspace, promptId));
      const of = round.parse(findRound.get(workspace, asked.round_id));
      findCadence.get(workspace, of.cadence_id);
      findProgram.get(workspace, of.program_id);
      findQuestions.get(workspace, of.question_set_id);
      if (asked.person_id !== personId || findCheckIn.get(workspace, of.id, personId))
        throw new Error("No first answer");
      const answers: Record<string, unknown> = {};
      for (const [block, field] of Object.entries(values)) {
        const { value, selected_option } = Object.values(field)[0] ?? {};
        answers[block.slice("answer:".length)] = selected_option?.value ?? value;
      }
      const id = randomUUID();
      insertCheckIn.run(workspace, id, of.id, of.program_id, of.cadence_id, personId, now);
      const isLate = asked.due_at < now ? 1 : 0;
      insertRevision.run(workspace, id, of.program_id, personId, now, isLate, answers.health, JSON.stringify(answers));
      const asks = String(answers.ask);
      const known = findSaidBefore.all(workspace, personId, of.program_id);
      if (known.some(({ description }) => description === asks)) throw new Error("Asked before");
      const decider = findSponsor.get(workspace, of.program_id)?.person_id ?? null;
      const number = (lastNumber.get(workspace, of.program_id)?.number ?? 0) + 1;
      const itemId = randomUUID();
      insertItem.run(
        ...[workspace, itemId, of.program_id, number, asks.slice(0, 150), asks, decider, personId, now],
        ...[`check-in:${of.id}:${personId}:ask`, of.id, id, now],
      );
      insertItemEvent.run(workspace, itemId, now, personId, JSON.stringify({ state: "draft", title: asks }));
      const itemSubject = JSON.stringify({ itemId });
      enqueue.run(
        ...[workspace, randomUUID(), `ask-completion:${itemId}`, "ask-completion", itemSubject, personId, null],
        ...[`person:${personId}`, null, now, now],
      );
      watch.run(workspace, of.program_id, now);
      setAnswered.run(workspace, asked.id);
      const promptKey = `prompt:${of.id}:${personId}`;
      const sent = findDelivery.get(workspace, promptKey);
      const subject = JSON.stringify({ promptId });
      updateMessage.run(
        ...[workspace, randomUUID(), `update:${promptKey}`, "receipt", subject, personId, null, `update:${sent?.id}`],
        ...[sent?.id, now, now],
      );
      const summaryKey = `round-summary:${of.id}`;
      // While the round's summary waits to be sent, nothing needs to be asked for.
      if (findDelivery.get(workspace, summaryKey)) return;
      const roundSubject = JSON.stringify({ roundId: of.id });
      enqueue.run(
        ...[workspace, randomUUID(), summaryKey, "summary", roundSubject, null, "C1", "channel:C1", null],
        ...[of.due_at, now],
      );
    },
  );

  return (
    slackUserId: string,
    triggerId: string,
    privateMetadata: string,
    values: Record<string, Record<string, FieldState>>,
  ) => {
    const person = findPerson.get(workspace, slackUserId);
    const { promptId } = z.object({ promptId: z.string() }).parse(JSON.parse(privateMetadata));
    if (person) store.immediate(person.id, triggerId, promptId, values);
  };
}

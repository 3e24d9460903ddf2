/** A database in which many people have an open weekly check-in, and the form that each of them submits. */
import { sql } from "kysely";
import type { Question } from "../../src/cadences/questions/questions.ts";
import { getTemplate } from "../../src/cadences/templates.ts";
import { promptIds } from "../../src/check-ins/blocks.ts";
import { blockOf, FIELD } from "../../src/check-ins/form/field-values.ts";
import { type FormState, formIds } from "../../src/check-ins/form/form.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aRecord } from "../support/record.ts";
import { TEAM } from "./fake-slack.ts";

const PEOPLE = 200;
const OPENED = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;

/** What of a prompt its form needs. */
export interface ToAnswer {
  promptId: string;
  slackUserId: string;
}

/** Makes the database in `file`, with at least so many prompts that were sent and not answered. */
export async function fillWithPrompts(file: string, prompts: number): Promise<ToAnswer[]> {
  const db = openDatabase(file);
  try {
    await migrateToLatest(db);
    return await inTransaction(db, async (tx) => {
      const record = await aRecord(tx, { team: TEAM });
      const people = [];
      for (let index = 0; index < PEOPLE; index += 1) people.push(await record.person(`person-${index}`));
      const seats = { lead: people.slice(0, 1), team: people, sponsor: [await record.person("sponsor")] };
      const program = await record.program("launch", { seats });
      await tx.updateTable("program").set({ channel_id: "C1" }).execute();
      const cadence = await record.cadence(program, { questions: questions(), audience: ["team"] });
      for (let round = 0; round * PEOPLE < prompts; round += 1)
        await record.round(cadence, new Date(OPENED + round * DAY).toISOString().slice(0, 10), people);
      await tx.updateTable("round").set({ due_at: NEVER, closes_at: NEVER }).execute();
      await tx.updateTable("prompt").set({ due_at: NEVER, closes_at: NEVER }).execute();
      await sql`
        insert into delivery (workspace_id, id, key, kind, subject, person_id, conversation, priority, state, due_at,
                              attempts, version, sent_at, sent_channel_id, sent_ts, created_at)
        select workspace_id, id, 'prompt:' || round_id || ':' || person_id, 'prompt', json_object('promptId', id),
               person_id, 'person:' || person_id, 1, 'sent', opens_at, 1, 1, opens_at, 'D' || person_id, '1.2', opens_at
        from prompt`.execute(tx);
      const rows = await tx
        .selectFrom("prompt")
        .innerJoin("person", "person.id", "prompt.person_id")
        .select(["prompt.id as promptId", "person.slack_user_id as slackUserId"])
        .orderBy("prompt.id")
        .execute();
      return rows;
    });
  } finally {
    await db.destroy();
  }
}

const NEVER = "2100-01-01T00:00:00.000Z";

/** As many as stand in one view. */
const ASKED = ["health", "progress", "blocker", "request", "next"];

function questions(): Question[] {
  return getTemplate("weekly-progress").questions.filter(({ key }) => ASKED.includes(key));
}

/** What Slack sends when this person presses *Check in*. */
export function pressOf({ promptId, slackUserId }: ToAnswer): object {
  return {
    ...envelopeOf("block_actions", slackUserId),
    trigger_id: `2.2.${promptId}`,
    container: { type: "message", message_ts: "1.2", channel_id: `D${slackUserId}`, is_ephemeral: false },
    channel: { id: `D${slackUserId}`, name: "directmessage" },
    message: { type: "message", ts: "1.2", text: "Check in", blocks: [] },
    actions: [{ type: "button", action_id: promptIds.open, block_id: "b", value: promptId, action_ts: "1.3" }],
  };
}

function envelopeOf(type: string, slackUserId: string): object {
  return {
    type,
    team: { id: TEAM, domain: "bench" },
    user: { id: slackUserId, username: "u", name: "u", team_id: TEAM },
    api_app_id: "A1",
    token: "unused",
    is_enterprise_install: false,
    enterprise: null,
  };
}

function formState(promptId: string): FormState {
  return { promptId, prefill: "current", planned: [] };
}

const TEXT = "Delivery is on plan; vendor contract signed, integration test started. ".repeat(4);

/** What Slack sends when this person submits the form: about 4 kB. `keys`: of what they answer, all by default. */
export function submissionOf({ promptId, slackUserId }: ToAnswer, keys = ASKED): object {
  const answered = questions().filter(({ key }) => keys.includes(key));
  const fields = answered.map((question) => ({ question, blockId: blockOf(question.key) }));
  const values = Object.fromEntries(
    fields.map(({ question, blockId }) => [blockId, { [FIELD]: stateOf(question, promptId) }]),
  );
  const view = {
    id: `V${promptId}`,
    team_id: TEAM,
    type: "modal",
    callback_id: formIds.callback,
    private_metadata: JSON.stringify(formState(promptId)),
    blocks: fields.map(({ question, blockId }) => ({
      type: "input",
      block_id: blockId,
      label: { type: "plain_text", text: question.key, emoji: true },
      optional: !question.required,
      dispatch_action: false,
      element: { type: "plain_text_input", action_id: FIELD, multiline: true },
    })),
    state: { values },
    hash: "1.h",
    title: { type: "plain_text", text: "Check-in", emoji: true },
    submit: { type: "plain_text", text: "Submit", emoji: true },
    close: null,
    clear_on_close: false,
    notify_on_close: false,
    previous_view_id: null,
    root_view_id: `V${promptId}`,
    app_id: "A1",
    external_id: "",
    app_installed_team_id: TEAM,
    bot_id: "BBOT",
  };
  return { ...envelopeOf("view_submission", slackUserId), trigger_id: `1.2.${promptId}`, view, response_urls: [] };
}

/** Nobody says the same twice: it would be the same ask. */
function stateOf({ type }: Question, promptId: string): object {
  const chosen = (value: string) => ({
    type: "static_select",
    selected_option: { text: { type: "plain_text", text: value, emoji: true }, value },
  });
  switch (type) {
    case "health":
      return chosen("green");
    default:
      return { type: "plain_text_input", value: `${promptId}: ${TEXT}` };
  }
}

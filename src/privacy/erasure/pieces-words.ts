/** What somebody wrote, in rows that stay without it. */

import { z } from "zod";
import { readQuestions } from "../../cadences/columns.ts";
import { answersSchema } from "../../cadences/questions/questions.ts";
import type { Tx } from "../../platform/database.ts";
import { codeInProgram } from "../../register/rules.ts";
import { readMeasuresColumn } from "../../sponsorship/case/rules.ts";
import { type Row, readRows, updateRows } from "./repository.ts";
import { giverOf, itemsBy, itemsRaisedIn, questionsOf, rowsWithWords } from "./repository-pieces.ts";
import { namesakeIds } from "./repository-theirs.ts";
import { answersWithoutWords, type Instead, occasionWithout, withoutWritten } from "./rules.ts";
import { parsed } from "./rules-json.ts";
import { type Changes, type Column, change, type Erasing, type Step, textIn, wordsAmong } from "./step.ts";

type Worded = keyof ReturnType<typeof rowsWithWords>;

/** Of which table each is. */
const TABLES = {
  answers: "check_in_revision",
  prompts: "prompt",
  reasons: "health_question",
  findings: "health_finding",
  occasions: "round",
  events: "item_event",
  items: "item",
  wordings: "digest_wording",
  questions: "delivery",
  cases: "case_section",
  programs: "program",
  audit: "audit",
} as const satisfies Record<Worded, string>;

function wordsOf(
  name: Worded,
  columns: readonly string[],
  changesOf: (erasing: Erasing, rows: readonly Row[], tx: Tx) => Promise<Changes> | Changes,
  elsewhere: readonly Column[] = [],
): Step {
  return {
    name,
    counts: name,
    own: [...wordsAmong(TABLES[name], columns), ...elsewhere],
    others: [],
    take: (tx, erasing, after) =>
      change(tx, erasing, rowsWithWords(tx, erasing)[name], { columns, after }, (rows) => changesOf(erasing, rows, tx)),
  };
}

/** What a reason of a prompt says where nobody wrote it. */
const NOTED = ["away", "delegate-away", "opted-out", "left", "held"];

export const WORDS: readonly Step[] = [
  wordsOf("answers", ["answers"], async ({ workspaceId, instead }, rows, tx) => {
    const questions = await questionsOf(
      tx,
      workspaceId,
      rows.map((row) => textIn(row.check_in_id)),
    );
    return (row) => {
      const asked = readQuestions(questions.get(textIn(row.check_in_id)) ?? "[]");
      const answers = answersSchema.parse(JSON.parse(textIn(row.answers)));
      return { answers: JSON.stringify(answersWithoutWords(asked, answers, instead)) };
    };
  }),
  wordsOf("prompts", ["reason"], () => ({ reason }) => ({
    reason: NOTED.includes(textIn(reason)) ? textIn(reason) : null,
  })),
  wordsOf("reasons", ["reason"], ({ instead }) => () => ({ reason: instead.text })),
  wordsOf("findings", ["finding"], ({ personId, instead }) => ({ finding }) => ({
    finding: withoutWritten(textIn(finding), { personId, isAll: true }, instead),
  })),
  wordsOf("occasions", ["program_id", "occasion"], async (erasing, _, tx) => {
    const { names, instead } = erasing;
    // What stands beside the title is Drumbeat's own sentence, with the name of whoever decides.
    const isTheirName = (await namesakeIds(tx, erasing, [names.name])).length === 0;
    const name = isTheirName ? names.name : null;
    return async ({ program_id: programId, occasion }, within) => {
      const items = await itemsRaisedIn(within, erasing, textIn(programId));
      return { occasion: occasionWithout(textIn(occasion), { codes: items.map(codeInProgram), name }, instead) };
    };
  }),
  // Before the items: what of them is theirs, their history says.
  wordsOf(
    "events",
    ["actor_id", "before", "after", "note"],
    async (erasing, rows, within) => {
      const { personId, instead } = erasing;
      const items = await itemsBy(
        within,
        erasing,
        rows.map((row) => textIn(row.item_id)),
      );
      // What was decided stays whole, but for what says that they asked it.
      const isTheirs = (row: Row) => row.actor_id === personId && items.get(textIn(row.item_id)) !== "decision";
      const given = rows.filter(isTheirs).map(({ item_id: id, after }) => ({ id: textIn(id), after }));
      await takeGiven(within, erasing, "item", { title: "title", description: "description" }, given);
      return (row) => {
        const isAll = isTheirs(row) || items.get(textIn(row.item_id)) === "theirs";
        const { before, after, note } = row;
        return {
          before: columnWithout(before, { personId, isAll }, instead),
          after: columnWithout(after, { personId, isAll }, instead),
          note: isTheirs(row) && note ? instead.text : (note ?? null),
        };
      };
    },
    ["item.title", "item.description"],
  ),
  wordsOf("items", ["raised_by", "type", "title", "description", "details"], ({ personId, instead }) => (row) => {
    const isAll = row.raised_by === personId && row.type !== "decision";
    const details = withoutWritten(textIn(row.details), { personId, isAll }, instead);
    return isAll ? { title: instead.text, description: row.description ? instead.text : "", details } : { details };
  }),
  wordsOf("wordings", ["wording"], ({ personId, instead }) => ({ wording }) => ({
    wording: withoutWritten(textIn(wording), { personId, isAll: true }, instead),
  })),
  wordsOf("questions", ["subject"], ({ personId, instead }) => ({ subject }) => ({
    subject: withoutWritten(textIn(subject), { personId, isAll: true }, instead),
  })),
  wordsOf("cases", ["text", "measures"], ({ instead }) => ({ text, measures }) => ({
    text: text ? instead.text : "",
    measures: JSON.stringify(
      readMeasuresColumn(textIn(measures)).map((one) => ({ ...one, name: instead.text, baseline: "", target: "" })),
    ),
  })),
  // Before the audit, which says who gave them.
  wordsOf("programs", ["purpose", "benefits"], ({ workspaceId, personId, instead }) => async ({ id, ...row }, tx) => {
    const of = async (field: "purpose" | "benefits") =>
      row[field] && (await giverOf(tx, workspaceId, { programId: textIn(id), field })) === personId
        ? instead.text
        : (row[field] ?? "");
    return { purpose: await of("purpose"), benefits: await of("benefits") };
  }),
  wordsOf(
    "audit",
    ["action", "subject_id", "before", "after"],
    async (erasing, rows, tx) => {
      const { personId, instead } = erasing;
      // Nothing else says who wrote why a check-in is paused.
      const given = rows
        .filter(({ action }) => action === "cadence.paused")
        .map(({ subject_id: id, after }) => ({ id: textIn(id), after }));
      await takeGiven(tx, erasing, "cadence", { reason: "pause_reason" }, given);
      return ({ before, after }) => ({
        before: columnWithout(before, { personId, isAll: true }, instead),
        after: columnWithout(after, { personId, isAll: true }, instead),
      });
    },
    ["cadence.pause_reason"],
  ),
];

function columnWithout(
  value: Row[string] | undefined,
  of: { personId: string; isAll: boolean },
  instead: Instead,
): string | null {
  return typeof value === "string" ? withoutWritten(value, of, instead) : null;
}

/** What they wrote into rows of others goes as far as it stands still; `after`: what was noted of it, by field and column. */
async function takeGiven(
  tx: Tx,
  { workspaceId, instead }: Pick<Erasing, "workspaceId" | "instead">,
  table: "item" | "cadence",
  columns: Readonly<Record<string, string>>,
  noted: readonly { id: string; after: Row[string] | undefined }[],
): Promise<void> {
  const given = noted.flatMap(({ id, after }) =>
    typeof after === "string" ? [{ id, fields: fieldsOf.safeParse(parsed(after)).data ?? {} }] : [],
  );
  const row = { table, key: ["id"] };
  for (const [field, column] of Object.entries(columns)) {
    const texts = given.filter(({ fields }) => typeof fields[field] === "string" && fields[field] !== "");
    const ids = [...new Set(texts.map(({ id }) => id))];
    const stand = await readRows(tx, workspaceId, row, { of: ids.map((id) => [id]), column });
    const theirs = stand.filter(({ key, value }) =>
      texts.some(({ id, fields }) => id === key[0] && fields[field] === value),
    );
    const changes = { [column]: instead.text };
    await updateRows(
      tx,
      workspaceId,
      row,
      theirs.map(({ key }) => ({ row: key, changes })),
    );
  }
}

const fieldsOf = z.record(z.string(), z.unknown());

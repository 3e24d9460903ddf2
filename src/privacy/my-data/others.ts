/** What others wrote of somebody, by what that person may read. */
import { readQuestions } from "../../cadences/columns.ts";
import { type Answers, answersSchema } from "../../cadences/questions/questions.ts";
import { answersReadBy } from "../../check-ins/proposals/of-answer.ts";
import { mayReadAnswers } from "../../people/rules-rights.ts";
import type { Person } from "../../people/use-cases.ts";
import type { Db } from "../../platform/database.ts";
import type { Looking } from "../../platform/events.ts";
import type { Reader } from "../../platform/texts/language.ts";
import { programOf, standingsOf } from "../../programs/use-cases.ts";
import { listedAmong } from "../../register/list/use-cases.ts";
import { matcherOf } from "../rules-names.ts";
import { type LookedUp, listNamed, listProgramsEver, listSaid, type Row, rowsById } from "./repository.ts";
import { leavesOf, type NameOf, type ShownRow, sayRows, type TableRow } from "./row-words.ts";

/** Of a program so many of its newest answers and items are looked through. */
const LOOKED_THROUGH = 2000;
const MOST_NAMED = 200;

/** Of an item: its team may read it. */
const OPEN: readonly unknown[] = ["program", "team"];

export interface Others {
  rows: ShownRow[];
  /** Texts that name them and are not theirs to read here. */
  unread: number;
}

export async function writtenByOthers(
  services: Looking & { db: Db },
  person: Person,
  reader: Reader,
  /** In a file stands nothing of others that not all of the program may read: it is read on the page alone. */
  file?: { nameOf: NameOf },
): Promise<Others> {
  const { db } = services;
  const whose = { workspaceId: person.workspace_id, personId: person.id };
  const named = await listNamed(db, whose, MOST_NAMED);
  const owned = named.flatMap(({ table, row }) => (table === "item" ? [String(row.id)] : []));
  // An ask that nobody has put to its decider yet is its author's.
  const listed = await listedAmong(services, person, owned);
  const isShown = ({ table, row }: TableRow) =>
    (table !== "item" || listed.has(String(row.id))) &&
    (file === undefined || OPEN.includes(row.disclosure ?? "program"));
  const shown: TableRow[] = named.filter(isShown);
  let unread = named.length - shown.length;
  for (const programId of await listProgramsEver(db, whose)) {
    const found = await saidIn(services, person, programId, file !== undefined);
    shown.push(...found.shown.filter(({ row }) => !named.some((one) => one.row.id === row.id)));
    unread += found.unread;
  }
  return { rows: await sayRows(db, { ...whose, reader, ...file }, shown), unread };
}

async function saidIn(services: Looking & { db: Db }, person: Person, programId: string, isForFile: boolean) {
  const { db } = services;
  const whose = { workspaceId: person.workspace_id, personId: person.id };
  const matcher = matcherOf({ name: person.name, handle: person.handle, slackId: person.slack_user_id });
  const isNamed = (text: string) => matcher.find(text).length > 0;
  const isNamedIn = (answers: Answers) =>
    Object.values(answers).some((value) => leavesOf(JSON.stringify(value)).some(isNamed));
  const { answers, items } = await listSaid(db, whose, programId, { matcher, limit: LOOKED_THROUGH });
  const answersNaming = answers.filter((row) => isNamedIn(answersSchema.parse(JSON.parse(row.answers))));
  const itemsNaming = items.filter(({ title, description, details }) =>
    [title, description, ...leavesOf(details)].some(isNamed),
  );
  const standings = await standingsOf(db, person, programId, services);
  const { visibility } = await programOf(db, person.workspace_id, programId);
  const asked = await askedIn(
    db,
    person.workspace_id,
    answersNaming.map(({ check_in_id }) => check_in_id),
  );
  const shown: TableRow[] = [];
  for (const row of answersNaming) {
    const { disclosure, questions = [] } = asked.get(row.check_in_id) ?? {};
    if (disclosure === undefined || (isForFile && disclosure !== "team")) continue;
    if (!mayReadAnswers(standings, { disclosure, visibility })) continue;
    const of = { workspaceId: person.workspace_id, checkInId: row.check_in_id, questions, answeredAt: row.at };
    const as = isForFile ? [] : standings;
    const told = await answersReadBy(as, db, of, answersSchema.parse(JSON.parse(row.answers)));
    if (!isNamedIn(told.answers)) continue;
    const said = { answered_at: row.at, answers: JSON.stringify(told.answers) };
    shown.push({
      table: "check_in_revision",
      row: { ...row, ...said, disclosure: told.isForLead ? "lead" : disclosure },
    });
  }
  const readable = await listedAmong(
    services,
    person,
    itemsNaming.map(({ id }) => id),
  );
  shown.push(
    ...itemsNaming
      .filter(({ disclosure }) => !isForFile || OPEN.includes(disclosure))
      .filter(({ id }) => readable.has(id))
      .map((row) => ({ table: "item" as const, row: { ...row } })),
  );
  return { shown, unread: answersNaming.length + itemsNaming.length - shown.length };
}

/** What was asked where these were answered, and who reads it. */
async function askedIn(db: Db, workspaceId: string, checkInIds: readonly string[]) {
  const by = async (table: LookedUp, ids: readonly (Row[string] | undefined)[]) => {
    const wanted = [...new Set(ids.filter((id) => typeof id === "string"))];
    return new Map((await rowsById(db, workspaceId, table, wanted)).map((row) => [row.id ?? "", row]));
  };
  const checkIns = await by("check_in", checkInIds);
  const cadences = await by(
    "cadence",
    [...checkIns.values()].map((row) => row.cadence_id),
  );
  const rounds = await by(
    "round",
    [...checkIns.values()].map((row) => row.round_id),
  );
  const sets = await by(
    "question_set",
    [...rounds.values()].map((row) => row.question_set_id),
  );
  return new Map(
    [...checkIns].map(([id, row]) => {
      const disclosure = DISCLOSURES.find((each) => each === cadences.get(row.cadence_id ?? "")?.disclosure);
      const set = sets.get(rounds.get(row.round_id ?? "")?.question_set_id ?? "");
      return [id, { disclosure, questions: set ? readQuestions(String(set.questions)) : [] }];
    }),
  );
}

const DISCLOSURES = ["team", "lead", "executive"] as const;

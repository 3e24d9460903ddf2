/** A row of whatever table as its person reads it: what it is, and the words that stand in it. */

import { readQuestions, readRule } from "../../cadences/columns.ts";
import { nameOf as cadenceName } from "../../cadences/naming.ts";
import { answersSchema, textIn } from "../../cadences/questions/questions.ts";
import { answerText } from "../../check-ins/answer-text.ts";
import { roundName } from "../../digests/periods/texts.ts";
import { peopleByIds } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import {
  capitalised,
  dateAndTime,
  languageOf,
  longDate,
  type Reader,
  textsFor,
} from "../../platform/texts/language.ts";
import { programTexts } from "../../programs/texts.ts";
import { codeOf, isItemType } from "../../register/rules.ts";
import { DATA_MAP, type TableData } from "../data-map.ts";
import { LOOKED_UP, type LookedUp, type Row, rowsById, type Value } from "./repository.ts";
import { ID, refOf, type TableName, THEIRS } from "./rules.ts";
import { isFor, itemLeftOut } from "./rules-left-out.ts";
import { myDataTexts } from "./texts.ts";

export interface ShownRow {
  /** By which it is named to us; null: nothing can be said of it here. */
  ref: string | null;
  at: Instant | null;
  /** What it is, and of what. */
  head: string;
  /** What was written, each with what it answers, where that is known. */
  texts: { label: string | null; text: string }[];
}

/** What rows say about their being, in this order; what they say in words comes after. */
const HEADS: { readonly [Table in TableName]?: readonly string[] } = {
  absence: ["person_id", "from_date", "until_date", "source", "delegate_person_id"],
  ask_vote: ["item_id", "option"],
  audit: ["action", "program_id"],
  candidate_fact: ["candidate_id", "criterion", "on_day", "by_id"],
  case_section: ["program_id", "section", "revision"],
  case_version: ["program_id", "number"],
  check_in_revision: ["check_in_id", "health"],
  delivery: ["contact", "sent_at", "state"],
  digest: ["rhythm", "period"],
  digest_acknowledgement: ["edition_id"],
  digest_approval: ["program_id"],
  digest_draft: ["rhythm", "period"],
  digest_draft_part: ["draft_id", "program_id"],
  digest_hold: ["program_id", "rhythm"],
  digest_wording: ["draft_id"],
  escalation: ["item_id", "level", "since_on"],
  fact_confirmation: ["candidate_id", "by_id"],
  half_filled_form: ["prompt_id"],
  health_question: ["program_id", "colour", "answered_at"],
  item: ["id", "state", "due_on", "owner_id"],
  item_event: ["item_id", "event"],
  membership: ["kind", "source_id"],
  opt_out: ["cadence_id"],
  person: [
    "name",
    "handle",
    "slack_user_id",
    "zone",
    "locale",
    "is_admin",
    "is_named_admin",
    "affiliation",
    "welcomed_at",
  ],
  person_preference: [
    "working_days",
    "hours_from",
    "hours_to",
    "preferred_at",
    "weekly_on",
    "language",
    "holiday_region",
    "cap_per_day",
    "cap_per_week",
    "messages_come",
    "takes_urgent",
    "uses_slack_status",
  ],
  prompt: ["round_id", "state", "person_id", "delegate_id"],
  proposal: ["check_in_id", "meaning", "decision"],
  reader_rhythm: ["rhythm", "is_wanted"],
  seat: ["role", "program_id", "from_date", "until_date", "person_id", "delegate_id"],
  sponsor_candidate: ["choice_id", "named_by"],
  sponsor_request: ["choice_id", "asked_by", "answer", "answered_at"],
  stakeholder: ["program_id", "power", "interest", "said", "said_on", "said_to", "owner_id", "next_on", "spoke_on"],
  stakeholder_event: ["event", "power", "interest", "said", "actor_id"],
};

/** Columns that name a row of another table. */
const LINKS: { readonly [column: string]: LookedUp } = {
  round_id: "round",
  check_in_id: "check_in",
  cadence_id: "cadence",
  program_id: "program",
  item_id: "item",
  prompt_id: "prompt",
  edition_id: "digest_edition",
  digest_id: "digest",
  draft_id: "digest_draft",
  question_set_id: "question_set",
  candidate_id: "sponsor_candidate",
  choice_id: "sponsor_choice",
};

/** What is no word of anybody's: an id, a key, a number, a date. */
const CODE = /^[a-z0-9_:./#+-]*$|^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** Of what a history says only what it became: what was there before may be another's words. */
const BEFORE: readonly string[] = ["before"];

/** What somebody other than its reader is called, in which column, of a row of which program. */
export type NameOf = (id: string, column: string, programId: string | null) => string;

export interface TableRow {
  table: TableName;
  row: Row;
}

/**
 * All that is needed to say these rows, read in a few statements. `nameOf`: what people other than its reader are called;
 * `isForSlack`: without their own words that no message may have; those of others in items that rows name are left out anyhow.
 */
export async function sayRows(
  db: Db | Tx,
  of: { workspaceId: string; personId: string; reader: Reader; nameOf?: NameOf; isForSlack?: boolean },
  rows: readonly TableRow[],
): Promise<ShownRow[]> {
  const known = await lookUp(db, of, rows);
  const ids = [...new Set(rows.flatMap(({ row }) => JSON.stringify(row).match(ID) ?? []))];
  const names = new Map((await peopleByIds(db, of.workspaceId, ids)).map(({ id, name }) => [id, name]));
  const saying = new Saying(of, known, names);
  return rows.map((one) => saying.row(one));
}

type Known = ReadonlyMap<string, Row>;

async function lookUp(
  db: Db | Tx,
  { workspaceId, personId, isForSlack = false }: Omit<Parameters<typeof sayRows>[1], "reader">,
  rows: readonly TableRow[],
): Promise<Known> {
  const known = new Map<string, Row>();
  let from: readonly Row[] = rows.map(({ row }) => row);
  while (from.length > 0) {
    const found: Row[] = [];
    for (const table of Object.keys(LOOKED_UP).filter(isLookedUp)) {
      const columns = Object.entries(LINKS).flatMap(([column, target]) => (target === table ? [column] : []));
      const ids = new Set(from.flatMap((row) => columns.map((column) => row[column])).filter(isText));
      const missing = [...ids].filter((id) => !known.has(`${table}/${id}`));
      for (const row of missing.length === 0 ? [] : await rowsById(db, workspaceId, table, missing)) {
        const isCut = table === "item" && isFor(row) && (isForSlack || row.raised_by !== personId);
        known.set(`${table}/${row.id}`, isCut ? itemLeftOut(row) : row);
        found.push(row);
      }
    }
    from = found;
  }
  return known;
}

function isLookedUp(table: string): table is LookedUp {
  return Object.hasOwn(LOOKED_UP, table);
}

function isText(value: Value | undefined): value is string {
  return typeof value === "string" && value !== "";
}

class Saying {
  readonly #of: Parameters<typeof sayRows>[1];
  readonly #known: Known;
  readonly #names: ReadonlyMap<string, string>;

  constructor(of: Parameters<typeof sayRows>[1], known: Known, names: ReadonlyMap<string, string>) {
    this.#of = of;
    this.#known = known;
    this.#names = names;
  }

  row({ table, row }: TableRow): ShownRow {
    const texts = textsFor(myDataTexts, this.#of.reader);
    const theirs = THEIRS.find((each) => each.table === table);
    const facts = (HEADS[table] ?? []).flatMap((column) => this.#fact(table, column, row[column] ?? null, row) ?? []);
    const at = theirs?.at ? row[theirs.at] : null;
    return {
      ref: theirs ? refOf(theirs, row) : null,
      at: isText(at) ? at : null,
      head: [capitalised(texts.nouns[table] ?? table), ...facts].join(" · "),
      texts: this.#texts(table, row).filter(({ text }) => text.trim() !== ""),
    };
  }

  #name(id: string, column: string, { program_id }: Row): string {
    const { nameOf } = this.#of;
    return nameOf ? nameOf(id, column, isText(program_id) ? program_id : null) : (this.#names.get(id) ?? id);
  }

  #fact(table: TableName, column: string, value: Value, row: Row): string | null {
    const { reader, personId } = this.#of;
    const texts = textsFor(myDataTexts, reader);
    if (value === null || value === "") return null;
    const label = texts.columns[`${table}.${column}`] ?? texts.columns[column];
    const labelled = (said: string) => (label === undefined ? said : texts.labelled(label, said));
    if (table === "item" && column === "id") return this.#item(row);
    if (table === "audit" && column === "action") {
      const sayings = new Map<string, string>(Object.entries(textsFor(programTexts, reader).audit.actions));
      return sayings.get(String(value)) ?? String(value);
    }
    if (table === "ask_vote" && column === "option") return this.#option(row, Number(value));
    if (typeof value === "number") {
      if (/^(is|takes|uses)_/.test(column)) return value === 1 ? (label ?? null) : null;
      return labelled(String(value));
    }
    const link = LINKS[column];
    if (link) return this.#linked(link, value);
    if (this.#names.has(value)) return value === personId ? null : labelled(this.#name(value, column, row));
    if (column === "working_days") return labelled(leavesOf(value).join(", "));
    if (column === "period") return roundName(reader, value);
    if (INSTANT.test(value)) return labelled(dateAndTime(reader, value));
    if (DAY.test(value)) return labelled(longDate(reader, value));
    const said = texts.values[`${table}.${value}`] ?? texts.values[value] ?? value;
    return said === "" ? null : labelled(said);
  }

  #linked(table: LookedUp, id: string): string | null {
    const { reader } = this.#of;
    const texts = textsFor(myDataTexts, reader);
    const row = this.#known.get(`${table}/${id}`);
    if (!row) return null;
    const follow = (column: string) => {
      const [link, target] = [LINKS[column], row[column]];
      return link && isText(target) ? this.#linked(link, target) : null;
    };
    switch (table) {
      case "program":
        return String(row.title);
      case "cadence": {
        const { template, title, rule } = row;
        const named = { template: isText(template) ? template : null, title: isText(title) ? title : null };
        const name = cadenceName({ ...named, rule: readRule(String(rule)) }, reader);
        return [name, follow("program_id")].filter(Boolean).join(" · ");
      }
      case "round":
        return [follow("cadence_id"), roundName(reader, String(row.period))].filter(Boolean).join(" · ");
      case "check_in":
      case "prompt":
        return follow("round_id");
      case "item":
        return this.#item(row);
      case "digest_edition":
        return follow("digest_id");
      case "digest":
      case "digest_draft":
        return `${texts.values[String(row.rhythm)] ?? row.rhythm} · ${roundName(reader, String(row.period))}`;
      case "sponsor_candidate":
        return follow("choice_id");
      case "sponsor_choice":
        return follow("program_id");
      case "question_set":
        return null;
    }
  }

  #item(row: Row): string {
    const code = this.#code(row);
    return code === "" ? String(row.title) : `${code} “${row.title}”`;
  }

  #code(row: Row): string {
    const program = this.#known.get(`program/${row.program_id}`);
    const type = String(row.type);
    if (!program || !isItemType(type)) return "";
    return codeOf({ type, number: Number(row.number), short_key: String(program.short_key) });
  }

  #option(row: Row, option: number): string | null {
    const details = this.#known.get(`item/${row.item_id}`)?.details;
    const labels = isText(details) ? optionLabels(JSON.parse(details)) : [];
    return labels[option] ?? null;
  }

  #texts(table: TableName, row: Row): ShownRow["texts"] {
    const { reader } = this.#of;
    if (table === "check_in_revision") return this.#answers(row);
    if (table === "person") return [];
    const data: TableData | null = DATA_MAP[table];
    const labels = textsFor(myDataTexts, reader).columns;
    return Object.entries(data?.texts ?? {}).flatMap(([column, kind]) => {
      const value = row[column];
      if (!isText(value) || BEFORE.includes(column)) return [];
      if (table === "item" && column === "title") return [];
      const label = labels[`${table}.${column}`] ?? labels[column] ?? null;
      if (kind === "words") return [{ label, text: value }];
      if (WITHOUT_WORDS.has(`${table}.${column}`)) return [];
      return leavesOf(value)
        .filter((leaf) => !CODE.test(leaf))
        .map((text) => ({ label: null, text }));
    });
  }

  /** Under the question that each answers. */
  #answers(row: Row): ShownRow["texts"] {
    const { reader } = this.#of;
    const checkIn = this.#known.get(`check_in/${row.check_in_id}`);
    const round = this.#known.get(`round/${checkIn?.round_id}`);
    const set = this.#known.get(`question_set/${round?.question_set_id}`);
    if (!set) return leavesOf(String(row.answers)).map((text) => ({ label: null, text }));
    const answers = answersSchema.parse(JSON.parse(String(row.answers)));
    const nameOf = (id: string) => this.#name(id, "answers", row);
    return readQuestions(String(set.questions)).flatMap((question) => {
      const value = answers[question.key];
      if (value === undefined) return [];
      const label = textIn(question.label, languageOf(reader.locale));
      return [{ label, text: answerText(reader, question, value, nameOf) }];
    });
  }
}

/** Where JSON holds what was made of others' words, or of no words at all. */
const WITHOUT_WORDS: ReadonlySet<string> = new Set([
  "delivery.subject",
  "digest_draft.document",
  "digest_draft_part.document",
  "escalation.held_by",
  "seat.earlier_terms",
]);

/** The texts in JSON, whatever its shape. */
export function leavesOf(json: string): string[] {
  const walk = (value: unknown): string[] => {
    if (typeof value === "string") return [value];
    if (typeof value !== "object" || value === null) return [];
    return Object.values(value).flatMap(walk);
  };
  return walk(JSON.parse(json));
}

function optionLabels(details: unknown): string[] {
  if (typeof details !== "object" || details === null || !("options" in details) || !Array.isArray(details.options))
    return [];
  return details.options.map((one: unknown) =>
    typeof one === "object" && one !== null && "label" in one ? String(one.label) : "",
  );
}

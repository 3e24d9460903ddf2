/** Which rows of which tables are somebody's own, by the data map; how long they are kept, and who may read them. Pure. */
import type { Retention } from "../../people/rules-retention.ts";
import { DATA_KINDS, DATA_MAP, type DataKind, type TableData } from "../data-map.ts";

export type TableName = keyof typeof DATA_MAP;

/** As ids are made, in whatever text. */
export const ID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** `via`: the rows of somebody's rows of another table. */
type Route = { column: string } | { via: TableName; column: string; of: string };

export interface Theirs {
  table: TableName;
  kind: DataKind;
  route: Route;
  at: string | null;
  /** By which a row of somebody's is told from their others. */
  key: readonly string[];
  /** Not shown row by row. */
  isToldElsewhere: boolean;
}

/** Of tables whose rows have no `id` of their own. */
const KEYS: { readonly [Table in TableName]?: readonly string[] } = {
  ask_vote: ["item_id", "circulation", "revision"],
  asked_month: ["cadence_id", "month"],
  check_in_revision: ["check_in_id", "revision"],
  digest_acknowledgement: ["edition_id"],
  digest_approval: ["program_id"],
  digest_draft_part: ["draft_id", "program_id"],
  digest_hold: ["program_id", "rhythm"],
  digest_quote: ["edition_id"],
  digest_subscription: ["rhythm"],
  digest_wording: ["draft_id", "revision"],
  escalation: ["item_id"],
  half_filled_form: ["prompt_id"],
  item_event: ["item_id", "revision"],
  membership: ["kind", "source_id"],
  opt_out: ["cadence_id"],
  person_preference: ["person_id"],
  proposal: ["check_in_id", "hash", "meaning"],
  reader_rhythm: ["rhythm"],
  fact_confirmation: ["fact_id", "by_id"],
  stakeholder_event: ["stakeholder_id", "revision"],
  typed_words: ["ts"],
};

/** What stands in other rows already: an answer in its revisions, when a digest comes next in what is chosen. */
const TOLD_ELSEWHERE: ReadonlySet<TableName> = new Set(["check_in", "digest_quote", "digest_subscription"]);

/**
 * Parts that are not theirs although the whole is: what a digest says is of those whom it quotes, and what was found
 * about a program is of no person.
 */
const OF_OTHERS: ReadonlySet<TableName> = new Set([
  "digest_edition",
  "digest_division",
  "digest_source",
  "health_finding",
]);

/** Parts by the whole alone: of what was answered for somebody by their delegate the answer is theirs. */
const BY_THE_WHOLE: ReadonlySet<TableName> = new Set([
  "check_in_revision",
  "half_filled_form",
  "stakeholder_event",
  "candidate_fact",
  "fact_confirmation",
]);

function isTable(name: string): name is TableName {
  return Object.hasOwn(DATA_MAP, name);
}

function theirsIn(table: TableName): Theirs[] {
  const data: TableData | null = DATA_MAP[table];
  if (data === null || OF_OTHERS.has(table)) return [];
  const parent = data.partOf && (DATA_MAP[data.partOf.table] as TableData | null);
  const common = {
    table,
    kind: data.kind,
    at: data.at ?? null,
    key: KEYS[table] ?? ["id"],
    isToldElsewhere: TOLD_ELSEWHERE.has(table),
  };
  if (data.partOf && parent?.of && BY_THE_WHOLE.has(table))
    return [{ ...common, route: { via: data.partOf.table, column: data.partOf.column, of: parent.of } }];
  return data.of ? [{ ...common, route: { column: data.of } }] : [];
}

/** All tables with rows of people's own. */
export const THEIRS: readonly Theirs[] = Object.keys(DATA_MAP).filter(isTable).flatMap(theirsIn);

export function theirsOf(kind: DataKind): Theirs[] {
  return THEIRS.filter((each) => each.kind === kind && !each.isToldElsewhere);
}

/** What is about somebody in rows that are somebody else's: they own it, stand in, were to answer instead. */
export const NAMED_IN = [
  { table: "item", column: "owner_id", but: "raised_by", at: "raised_at" },
  { table: "absence", column: "delegate_person_id", but: "person_id", at: "created_at" },
  { table: "seat", column: "delegate_id", but: "person_id", at: "created_at" },
  { table: "prompt", column: "delegate_id", but: "person_id", at: "opens_at" },
] as const satisfies readonly { table: TableName; column: string; but: string; at: string }[];

/** A row as people name it to us: `item/0197…`. */
export function refOf({ table, key }: Pick<Theirs, "table" | "key">, row: Record<string, unknown>): string {
  return [table, ...key.map((column) => String(row[column]))].join("/");
}

/** Null where it names no row of anybody's. */
export function rowOfRef(ref: string): { theirs: Theirs; values: string[] } | null {
  const [table, ...values] = ref.split("/");
  const theirs = THEIRS.find((each) => each.table === table);
  return theirs && theirs.key.length === values.length ? { theirs, values } : null;
}

/** Until when what is of a kind is kept: in months, of answers those of daily and of other ones. */
export type Kept =
  | { kept: "asked" | "answers"; daily: number; other: number }
  | { kept: "program"; months: number; names: number }
  | { kept: "roles" | "absences" | "preferences" | "months"; months: number }
  | { kept: "contacts" | "candidacies"; months: number }
  | { kept: "days"; days: number }
  | { kept: "here" };

/** A form that was left half filled, a check-in that was not set up. */
const DAYS_OF_DRAFTS = 7;

export function keptOf(kind: DataKind, retention: Retention): Kept {
  switch (kind) {
    case "answers":
    case "asked":
      return { kept: kind, daily: retention["daily-answers"], other: retention["other-answers"] };
    case "record":
    case "digests":
      return { kept: "program", months: retention["decisions-and-digests"], names: retention.names };
    case "seats":
      return { kept: "roles", months: retention["decisions-and-digests"] };
    case "absences":
      return { kept: kind, months: retention.absences };
    case "contacts":
      return { kept: kind, months: retention.contacts };
    case "candidacies":
      return { kept: kind, months: retention.candidates };
    case "preferences":
      return { kept: kind, months: retention.left };
    case "messages":
    case "audit":
      return { kept: "months", months: retention[kind] };
    case "drafts":
      return { kept: "days", days: DAYS_OF_DRAFTS };
    case "profile":
      return { kept: "here" };
  }
}

/** Whose answers are whose to read, by program. */
export interface AnswersRead {
  program: string;
  disclosure: "team" | "lead" | "executive";
  visibility: "members" | "workspace";
}

/** Those whom a sentence names together, each sort once. */
export function readersAmong(
  read: readonly AnswersRead[],
): { of: "everybody" | AnswersRead["disclosure"]; programs: string[] }[] {
  const sorted = Map.groupBy(read, ({ disclosure, visibility }) =>
    disclosure === "team" && visibility === "workspace" ? ("everybody" as const) : disclosure,
  );
  return (["team", "lead", "executive", "everybody"] as const).flatMap((of) => {
    const programs = [...new Set((sorted.get(of) ?? []).map(({ program }) => program))];
    return programs.length === 0 ? [] : [{ of, programs }];
  });
}

export const ON_PAGE = 20;

/** What a page shows: a kind, or what others wrote. */
export const PAGES = [...DATA_KINDS, "others"] as const;
export type PageOf = (typeof PAGES)[number];

/** What messages are about, read from the subjects that the outbox keeps: a new kind needs nothing here. */
import type { Db } from "../platform/database.ts";
import { codeOf } from "../register/rules.ts";
import {
  listDigestsOf,
  listDrafts,
  listItemsAbout,
  listRounds,
  listRoundsOfPrompts,
  type RoundRow,
  type WrittenRow,
} from "./repository.ts";
import type { About, Unless } from "./steps.ts";
import { type Subject, subjectIn } from "./subjects.ts";

/** By what what is asked outside the rhythm would not be asked. */
const UNLESS_OF_OCCASION: Readonly<Record<string, Unless>> = {
  red: "answered",
  contradiction: "answered",
  blocker: "dealt-with",
  milestone: "date-changed",
  ask: "decided",
};
/** What only comes where nobody has acted. */
const UNLESS_OF_KIND: Readonly<Record<string, Unless>> = {
  reminder: "answered",
  silent: "answered",
  "silent-week": "answered",
  "late-check-in": "answered",
  "health-check": "answered",
  "digest-approval": "approved",
  "item-reminder": "dealt-with",
  tidying: "dealt-with",
  "escalations-waiting": "dealt-with",
};
/** What a vote comes to, or an appearance, is not for those who hear of it to prevent. */
const UNPREVENTED: readonly string[] = ["ask-outcome", "appearance-told", "appearance-tick", "appearance-reminder"];
/** One message for all of somebody's programs. */
const OF_ALL_PROGRAMS: readonly string[] = ["item-reminder", "tidying"];

const NOTHING: About = { programId: null, cadenceId: null, cadence: null, round: null, period: null };

/** Of a round: what it asks, and why where it is outside the rhythm. `codes`: of the items that it may be about. */
export function aboutRound(row: RoundRow, codes: ReadonlyMap<string, string>): About {
  const [occasion, itemId] = row.cause?.split(":") ?? [];
  const item = codes.get(itemId ?? "");
  const unless = occasion === undefined ? undefined : UNLESS_OF_OCCASION[occasion];
  return {
    programId: row.program_id,
    cadenceId: row.cadence_id,
    cadence: row.cadence,
    round: row.key,
    period: row.period,
    ...(occasion !== undefined && { occasion }),
    ...(item !== undefined && { item }),
    ...(unless !== undefined && { unless }),
  };
}

/** The items that rounds outside the rhythm are about. */
export async function codesIn(db: Db, workspaceId: string, rounds: readonly RoundRow[]): Promise<Map<string, string>> {
  const ids = rounds.flatMap(({ cause }) => cause?.split(":")[1] ?? []);
  return new Map((await listItemsAbout(db, { workspaceId, ids })).map((item) => [item.id, codeOf(item)]));
}

/** Of each of these messages, by its id. `cadences`: their keys. */
export async function aboutsOf(
  db: Db,
  workspaceId: string,
  rows: readonly WrittenRow[],
  cadences: ReadonlyMap<string, { key: string; program_id: string }>,
): Promise<Map<string, About>> {
  const subjects = rows.map((row) => ({ row, subject: subjectIn(row) }));
  const idsOf = (name: keyof Subject) => [...new Set(subjects.flatMap(({ subject }) => subject[name] ?? []))];
  const of = (name: keyof Subject) => ({ workspaceId, ids: idsOf(name) });
  const prompts = new Map(
    (await listRoundsOfPrompts(db, of("promptId"))).map(({ id, round_id }) => [id, round_id] as const),
  );
  const roundIds = [...new Set([...prompts.values(), ...idsOf("roundId")])];
  const rounds = new Map((await listRounds(db, { workspaceId, ids: roundIds })).map((row) => [row.id, row]));
  const codes = await codesIn(db, workspaceId, [...rounds.values()]);
  const items = new Map((await listItemsAbout(db, of("itemId"))).map((row) => [row.id, row]));
  const digests = new Map((await listDigestsOf(db, of("editionId"))).map((row) => [row.id, row]));
  const drafts = new Map((await listDrafts(db, of("draftId"))).map((row) => [row.id, row]));

  function aboutOf({ kind }: WrittenRow, subject: Subject): About {
    const round = rounds.get(subject.roundId ?? prompts.get(subject.promptId ?? "") ?? "");
    if (round) return aboutRound(round, codes);
    const item = items.get(subject.itemId ?? "");
    if (item) {
      const unless = item.type === "ask" ? "decided" : "answered";
      return {
        ...NOTHING,
        programId: item.program_id,
        item: codeOf(item),
        ...(!UNPREVENTED.includes(kind) && { unless }),
      };
    }
    const digest = digests.get(subject.editionId ?? "");
    if (digest) return { ...NOTHING, cadence: digest.rhythm, period: digest.period };
    const draft = drafts.get(subject.draftId ?? "");
    const programId = OF_ALL_PROGRAMS.includes(kind) ? null : (subject.programId ?? null);
    if (draft) return { ...NOTHING, programId, cadence: draft.rhythm, period: draft.period };
    const cadence = cadences.get(subject.cadenceId ?? "");
    if (cadence)
      return {
        ...NOTHING,
        programId: cadence.program_id,
        cadenceId: subject.cadenceId ?? null,
        cadence: cadence.key,
      };
    return { ...NOTHING, programId };
  }

  return new Map(
    subjects.map(({ row, subject }) => {
      const unless = UNLESS_OF_KIND[row.kind];
      return [row.id, { ...aboutOf(row, subject), ...(unless !== undefined && { unless }) }];
    }),
  );
}

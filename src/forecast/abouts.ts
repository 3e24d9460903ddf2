/** What messages are about, read from the subjects that the outbox keeps: a new kind needs nothing here. */
import type { Db } from "../platform/database.ts";
import { codeOf } from "../register/rules.ts";
import {
  listDigestsAbout,
  listItemsAbout,
  listReportsAbout,
  listRounds,
  listRoundsOfPrompts,
  type RoundRow,
  type WrittenRow,
} from "./repository.ts";
import type { About, Unless } from "./steps.ts";
import { type Subject, subjectIn } from "./subjects.ts";

/** What only comes where nobody has acted. */
const UNLESS_OF_KIND: Readonly<Record<string, Unless>> = {
  reminder: "answered",
  silent: "answered",
  "item-reminder": "dealt-with",
};
/** What becomes of a request is not for those who hear of it to prevent. */
const UNPREVENTED: readonly string[] = ["ask-note"];
/** One message for all of somebody's programs. */
const OF_ALL_PROGRAMS: readonly string[] = ["item-reminder"];

const NOTHING: About = { programId: null, cadenceId: null, cadence: null, round: null, period: null };

export function aboutRound(row: RoundRow): About {
  return {
    programId: row.program_id,
    cadenceId: row.cadence_id,
    cadence: row.cadence,
    round: row.key,
    period: row.period,
  };
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
  const items = new Map((await listItemsAbout(db, of("itemId"))).map((row) => [row.id, row]));
  const digests = new Map((await listDigestsAbout(db, of("digestId"))).map((row) => [row.id, row]));
  const reports = new Map((await listReportsAbout(db, of("reportId"))).map((row) => [row.id, row]));

  function aboutOf({ kind }: WrittenRow, subject: Subject): About {
    const round = rounds.get(subject.roundId ?? prompts.get(subject.promptId ?? "") ?? "");
    if (round) return aboutRound(round);
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
    const digest = digests.get(subject.digestId ?? "");
    if (digest) return { ...NOTHING, cadence: digest.rhythm, period: digest.period };
    const report = reports.get(subject.reportId ?? "");
    if (report) return { ...NOTHING, programId: report.program_id, cadence: report.rhythm, period: report.period };
    const cadence = cadences.get(subject.cadenceId ?? "");
    if (cadence)
      return {
        ...NOTHING,
        programId: cadence.program_id,
        cadenceId: subject.cadenceId ?? null,
        cadence: cadence.key,
      };
    return { ...NOTHING, programId: OF_ALL_PROGRAMS.includes(kind) ? null : (subject.programId ?? null) };
  }

  return new Map(
    subjects.map(({ row, subject }) => {
      const unless = UNLESS_OF_KIND[row.kind];
      return [row.id, { ...aboutOf(row, subject), ...(unless !== undefined && { unless }) }];
    }),
  );
}

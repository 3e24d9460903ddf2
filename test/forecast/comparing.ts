/** A plan beside what was sent: both in the same words. */
import type { Delivery } from "../../src/delivery/deliveries.ts";
import type { PlanLine } from "../../src/forecast/plan.ts";
import { msBetween } from "../../src/platform/time.ts";
import { codeOf } from "../../src/register/codes-and-transitions.ts";
import type { Run } from "../support/run.ts";

/** What a message was: the plan's words for a row of the outbox. */
export interface Sent {
  at: string;
  person: string;
  kind: string;
  cadence: string;
  round: string | null;
  item: string | null;
  /** The others in the same message. */
  together: string[];
}

function nameOf({ kind, cadence, round, item }: Omit<Sent, "at" | "person" | "together">): string {
  return `${kind} ${cadence} ${round ?? ""}${item ?? ""}`;
}

/** What went out, as the outbox has it. */
export async function sentIn(run: Run, from: string, until: string): Promise<Sent[]> {
  const { db } = run;
  const rows = await db.selectFrom("delivery").selectAll().where("contact", "!=", "reply").execute();
  const people = new Map((await db.selectFrom("person").selectAll().execute()).map((one) => [one.id, one.handle]));
  const rounds = await db
    .selectFrom("round")
    .innerJoin("cadence", "cadence.id", "round.cadence_id")
    .select(["round.id", "round.key", "cadence.key as cadence"])
    .execute();
  const prompts = new Map(
    (await db.selectFrom("prompt").select(["id", "round_id"]).execute()).map((one) => [one.id, one.round_id]),
  );
  const digests = await db.selectFrom("digest").select(["id", "rhythm"]).execute();
  const reports = await db.selectFrom("report").select(["id", "rhythm"]).execute();
  const rhythms = new Map([...digests, ...reports].map(({ id, rhythm }) => [id, rhythm]));
  const cadences = new Map(
    (await db.selectFrom("cadence").select(["id", "key"]).execute()).map((one) => [one.id, one.key]),
  );
  const items = new Map(
    (
      await db
        .selectFrom("item")
        .innerJoin("program", "program.id", "item.program_id")
        .select(["item.id", "type", "number", "short_key"])
        .execute()
    ).map((one) => [one.id, codeOf(one)]),
  );
  const described = (row: Delivery): Omit<Sent, "together"> => {
    const subject = JSON.parse(row.subject);
    const round = rounds.find(({ id }) => id === (subject.roundId ?? prompts.get(subject.promptId)));
    const cadence =
      round?.cadence ?? rhythms.get(subject.digestId ?? subject.reportId) ?? cadences.get(subject.cadenceId) ?? "";
    const person = people.get(row.person_id ?? "") ?? "";
    return {
      at: row.sent_at ?? "",
      person,
      kind: row.kind,
      cadence,
      round: round?.key ?? null,
      item: items.get(subject.itemId) ?? null,
    };
  };
  return rows
    .filter((row) => row.state === "sent" && row.kind !== "bundle" && row.thread_id === null)
    .filter((row) => (row.sent_at ?? "") >= from && (row.sent_at ?? "") < until)
    .map((row) => ({
      ...described(row),
      together: rows
        .filter((other) => row.bundle_id !== null && other.bundle_id === row.bundle_id && other.id !== row.id)
        .filter((other) => other.updates_id === null)
        .map((other) => nameOf(described(other)))
        .sort(),
    }));
}

/** The same of a plan: a message is its first line with those that come in it. */
export function plannedSendings(plan: readonly PlanLine[]): Sent[] {
  const going = plan.filter(({ action }) => action === "send" || action === "merge");
  return going.map((line) => {
    const one = { at: line.at, person: line.person ?? "", ...namedIn(line) };
    const inSame = going.filter((other) => other.at === line.at && other.person === line.person && other !== line);
    return {
      ...one,
      together: inSame.map((other) => nameOf(namedIn(other))).sort(),
    };
  });
}

function namedIn({ kind, cadence, round, item }: PlanLine) {
  return { kind, cadence: cadence ?? "", round, item: item ?? null };
}

/** What one of them has and the other has not; times to the minute, as the limits of Slack put some off by seconds. */
export function differences(
  plan: readonly Sent[],
  sent: readonly Sent[],
): { onlyPlanned: string[]; onlySent: string[] } {
  const left = [...sent];
  const onlyPlanned: string[] = [];
  const said = (one: Sent) =>
    `${one.at} ${one.person}: ${nameOf(one)}${one.together.length > 0 ? ` + ${one.together}` : ""}`;
  for (const one of plan) {
    const found = left.findIndex(
      (other) =>
        Math.abs(msBetween(one.at, other.at)) < 60_000 &&
        one.person === other.person &&
        nameOf(one) === nameOf(other) &&
        one.together.join() === other.together.join(),
    );
    if (found === -1) onlyPlanned.push(said(one));
    else left.splice(found, 1);
  }
  return { onlyPlanned, onlySent: left.map(said) };
}

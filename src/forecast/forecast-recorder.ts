/** Records what the simulation does, and turns it into the steps of a forecast. */
import { audienceAmong, membersBySource } from "../cadences/audience/audience-people.ts";
import { type Cadence, cadencesOf } from "../cadences/cadences.ts";
import { optOutsOf } from "../cadences/participants.ts";
import { explainedDates, openingOf } from "../cadences/recurrence/occurrences.ts";
import type { Decided } from "../delivery/contact-policy.ts";
import { peopleByIds } from "../people/people.ts";
import { withMornings } from "../people/preferences.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { addLocalDays, compareTimes, localDateOf } from "../platform/time.ts";
import { runningPrograms } from "../programs/programs.ts";
import { isActiveOn } from "../programs/seats.ts";
import type { PlannedStep, StepDetails } from "./forecast-worker.ts";
import {
  detailsOfMessages,
  detailsOfRound,
  listRounds,
  listWritten,
  type RoundRow,
  rounds,
  type WrittenRow,
} from "./message-details.ts";

type Written = { decided: Decided } | { posted: string };
type RunningPrograms = Awaited<ReturnType<typeof runningPrograms>>;
type StepOutcome = Pick<PlannedStep, "action" | "until" | "reason">;

export class ForecastRecorder {
  readonly #db: Db;
  readonly #workspaceId: string;
  #written: Written[] = [];
  #later: PlannedStep[] = [];
  #newest = { round: "", prompt: "" };
  #cadences = new Map<string, Cadence>();
  /** Order of messages within a bundle. */
  readonly #rank = new Map<string, number>();

  private constructor(db: Db, workspaceId: string) {
    this.#db = db;
    this.#workspaceId = workspaceId;
  }

  static async begin(db: Db, workspaceId: string) {
    const recording = new ForecastRecorder(db, workspaceId);
    recording.#newest = await getNewest(db, workspaceId);
    await recording.#readCadences();
    return recording;
  }

  decided(decided: Decided): void {
    this.#written.push({ decided });
  }

  posted(deliveryId: string): void {
    this.#written.push({ posted: deliveryId });
  }

  /** Yields the steps of this tick and the earlier ones due by then. */
  async *take(at: Instant): AsyncGenerator<PlannedStep> {
    const steps = [...(await this.#roundSteps(at)), ...(await this.#messageSteps(at))];
    yield* this.laterBy(at);
    for (const step of steps) {
      if (step.at <= at) yield step;
      else this.#later.push(step);
    }
  }

  /** Yields remaining steps before an instant. */
  *laterBy(at: Instant): Generator<PlannedStep> {
    const due = this.#later.filter((step) => step.at <= at);
    this.#later = this.#later.filter((step) => step.at > at);
    yield* due.sort((a, b) => compareTimes(a.at, b.at));
  }

  async #readCadences(): Promise<void> {
    const running = await runningPrograms(this.#db, this.#workspaceId);
    const ids = running.map(({ program }) => program.id);
    const cadences = await cadencesOf(this.#db, this.#workspaceId, ids);
    this.#cadences = new Map(cadences.map((cadence) => [cadence.id, cadence]));
  }

  async #messageSteps(at: Instant): Promise<PlannedStep[]> {
    const written = this.#written.splice(0);
    if (written.length === 0) return [];

    const ids = written.flatMap((each) =>
      "posted" in each ? [each.posted] : [...each.decided.held, ...each.decided.lapsed].map(({ id }) => id),
    );
    const rows = await listWritten(this.#db, { workspaceId: this.#workspaceId, ids: [...new Set(ids)] });
    const abouts = await detailsOfMessages(this.#db, this.#workspaceId, rows, this.#cadences);
    const byId = new Map(rows.map((row) => [row.id, row]));

    const steps: PlannedStep[] = [];
    const addStep = async (row: WrittenRow | undefined, outcome: StepOutcome) => {
      const about = row && abouts.get(row.id);
      if (!row || row.person_id === null || row.contact === "reply" || !about) return;
      const moved = row.kind === "prompt" && outcome.action === "send" && (await this.#isMoved(about));
      const reason = outcome.reason ?? (moved ? "holiday-moved" : undefined);
      steps.push({
        at,
        personId: row.person_id,
        kind: row.kind,
        ...about,
        ...outcome,
        ...(reason !== undefined && { reason }),
      });
    };

    for (const each of written) {
      if ("decided" in each) {
        const { held, lapsed, going } = each.decided;
        for (const { id, until, because } of held)
          await addStep(byId.get(id), { action: "hold", until, reason: because });
        for (const { id, because } of lapsed) await addStep(byId.get(id), { action: "exclude", reason: because });
        for (const [rank, id] of going.entries()) this.#rank.set(id, rank);
        continue;
      }

      const posted = byId.get(each.posted);
      if (!posted || posted.thread_id !== null) continue;
      const [head, ...others] = this.#messagesIn(posted, rows);
      await addStep(head, { action: "send" });
      for (const other of others) await addStep(other, { action: "merge" });
    }

    this.#rank.clear();
    return steps;
  }

  /** The members of a bundle in the order in which it shows them; else the message itself. */
  #messagesIn(posted: WrittenRow, rows: readonly WrittenRow[]): WrittenRow[] {
    const members = rows.filter(
      ({ bundle_id, updates_id, state }) => bundle_id === posted.id && updates_id === null && state === "sent",
    );
    if (members.length === 0) return [posted];

    const rankOf = ({ id }: WrittenRow) => this.#rank.get(id) ?? 0;
    return members.sort((a, b) => rankOf(a) - rankOf(b));
  }

  /** Exclusions from rounds made in this tick. */
  async #roundSteps(at: Instant): Promise<PlannedStep[]> {
    const db = this.#db;
    const workspaceId = this.#workspaceId;
    const made = await listRoundsSince(db, { workspaceId, since: this.#newest.round });
    const asked = await listPromptsSince(db, { workspaceId, since: this.#newest.prompt });
    if (made.length === 0 && asked.length === 0) return [];

    const prompts = asked.filter(({ state }) => state === "excused" || state === "missed");
    const before = made.filter((round) => !prompts.some(({ round_id }) => round_id === round.id));
    const ids = [...new Set(prompts.map(({ round_id }) => round_id))];
    const rounds = [...before, ...(await listRounds(db, { workspaceId, ids }))];
    const aboutOf = new Map(rounds.map((round) => [round.id, detailsOfRound(round)]));

    const steps = prompts.flatMap((prompt) => refusalOfPrompt(prompt, aboutOf.get(prompt.round_id), at));
    const running = made.length > 0 ? await runningPrograms(db, workspaceId) : [];
    for (const round of made) {
      const about = aboutOf.get(round.id);
      if (!about) continue;
      if (round.state === "missed") steps.push(refusal(at, null, about, round.missed_reason ?? "downtime"));
      else steps.push(...(await this.#notAskedSteps(round, about, { at, running })));
    }

    this.#newest = {
      round: made.at(-1)?.id ?? this.#newest.round,
      prompt: asked.at(-1)?.id ?? this.#newest.prompt,
    };
    // A pilot round uses up one round of the pilot.
    await this.#readCadences();
    return steps;
  }

  async #notAskedSteps(
    round: RoundRow,
    about: StepDetails,
    { at, running }: { at: Instant; running: RunningPrograms },
  ): Promise<PlannedStep[]> {
    const workspaceId = this.#workspaceId;
    const cadence = this.#cadences.get(round.cadence_id);
    if (!cadence) return [];
    const date = dateOfKey(cadence, round.key)?.date;
    const opted = (await optOutsOf(this.#db, workspaceId, [cadence])).get(cadence.id);
    const inRound = cadence.pilot && (await listInRound(this.#db, { workspaceId, roundId: round.id }));
    const ownReason = (personId: string) => {
      if (opted?.has(personId)) return "opted-out";
      const isLater = inRound && !inRound.has(personId) && !cadence.pilot?.people.includes(personId);
      return isLater ? "pilot" : null;
    };

    return (await this.#audienceOf(cadence, { at, running })).flatMap(({ person, because }) => {
      const reason = because ?? ownReason(person.id);
      if (reason === null) return [];
      const opening = date ? openingOf(cadence.timing, { date }, person) : at;
      return [refusal(opening < at ? at : opening, person.id, about, reason)];
    });
  }

  async #audienceOf(cadence: Cadence, { at, running }: { at: Instant; running: RunningPrograms }) {
    const seats = running.find(({ program }) => program.id === cadence.program_id)?.seats ?? [];
    const held = seats.filter((seat) => isActiveOn(seat, localDateOf(at, "UTC")));
    const bySource = await membersBySource(this.#db, this.#workspaceId, cadence.audience);
    const ids = [...cadence.audience, ...[...bySource.values()].flat(), ...held.map(({ person_id }) => person_id)];
    const people = await peopleByIds(this.#db, this.#workspaceId, [...new Set(ids)]);
    const withTimes = await withMornings(this.#db, this.#workspaceId, people);
    return audienceAmong(cadence.audience, held, bySource, new Map(withTimes.map((person) => [person.id, person])));
  }

  async #isMoved({ cadenceId, round }: StepDetails): Promise<boolean> {
    const cadence = this.#cadences.get(cadenceId ?? "");
    if (!cadence || round === null) return false;
    const found = dateOfKey(cadence, round);
    return found !== undefined && found.date !== null && found.date !== round;
  }
}

/** The date of a round; undefined if the rule has none of this key. */
function dateOfKey({ timing }: Cadence, key: string) {
  if (!/^\d{4}-\d\d-\d\d$/.test(key)) return undefined;
  const [first] = explainedDates(timing, { after: addLocalDays(key, -1) });
  return first?.key === key ? first : undefined;
}

type PromptRow = Awaited<ReturnType<typeof listPromptsSince>>[number];

/** None for a message dropped in this tick: it has its own step. */
function refusalOfPrompt(
  { person_id: personId, state, reason, opens_at: opensAt }: PromptRow,
  about: StepDetails | undefined,
  at: Instant,
): PlannedStep[] {
  if (!about || reason === "held") return [];
  const because = reason ?? (state === "missed" ? "downtime" : "away");
  return [refusal(opensAt < at ? at : opensAt, personId, about, because)];
}

function refusal(at: Instant, personId: string | null, about: StepDetails, reason: string): PlannedStep {
  return { at, personId, ...about, kind: "prompt", action: "exclude", reason };
}

function listRoundsSince(db: Db, { workspaceId, since }: { workspaceId: string; since: string }) {
  return rounds(db, workspaceId).where("round.id", ">", since).orderBy("round.id").execute();
}

function listPromptsSince(db: Db, { workspaceId, since }: { workspaceId: string; since: string }) {
  return db
    .selectFrom("prompt")
    .select(["id", "round_id", "person_id", "state", "reason", "opens_at"])
    .where("workspace_id", "=", workspaceId)
    .where("id", ">", since)
    .orderBy("id")
    .execute();
}

async function listInRound(db: Db, { workspaceId, roundId }: { workspaceId: string; roundId: string }) {
  const rows = await db
    .selectFrom("prompt")
    .select("person_id")
    .where("workspace_id", "=", workspaceId)
    .where("round_id", "=", roundId)
    .execute();
  return new Set(rows.map(({ person_id }) => person_id));
}

/** The newest round and prompt; empty if none. */
async function getNewest(db: Db, workspaceId: string): Promise<{ round: string; prompt: string }> {
  const newest = async (table: "round" | "prompt") => {
    const row = await db
      .selectFrom(table)
      .select((eb) => eb.fn.max("id").as("id"))
      .where("workspace_id", "=", workspaceId)
      .executeTakeFirst();
    return row?.id ?? "";
  };
  return { round: await newest("round"), prompt: await newest("prompt") };
}

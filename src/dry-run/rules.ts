/**
 * Who will get what, and when, if nobody does anything: the app's own rules for rounds, for messages to people and for
 * pacing, applied to the moments to come one after the other. Pure; nothing is kept but what is still to come.
 */

import { inMessages, type ToldBy } from "../digests/compile/rules-together.ts";
import type { ComingDigest } from "../digests/use-cases-outlook.ts";
import type { Instant } from "../platform/clock.ts";
import { createAbove } from "./rules-above.ts";
import { type Asking, createAsking, type Message, type Moments } from "./rules-asking.ts";
import { createDrafting, type Drafting } from "./rules-drafts.ts";
import { createOccasions } from "./rules-occasions.ts";
import { createRecord } from "./rules-record.ts";
import { at, catchUp, dispatch, enqueue, newSending, type Sending, tell } from "./rules-sending.ts";
import type { PlannedStep, WaitingMessage, World } from "./world.ts";

type MadeDigest = ToldBy & Pick<Message, "about">;

/** The simulation with the rules that digests need. */
interface Run extends Sending {
  told: Moments["told"];
  asking: Asking;
  drafting: Drafting;
  /** The digests that are due at one instant, by person and instant. */
  together: Map<string, MadeDigest[]>;
  /** Those that have not gone yet, by person: the newest leads. */
  digests: Map<string, Message[]>;
}

/**
 * The steps until an instant, in order of time; null now and then, so that whoever walks through them can let others run.
 */
export function* dryRun(world: World, until: Instant): Generator<PlannedStep | null> {
  const sending = newSending(world);
  const later: (() => void)[] = [];
  const told: Moments["told"] = new Map();
  const moments = momentsOf(sending, later, told);
  const asking = createAsking(world, moments);
  const occasions = createOccasions(world, moments, asking);
  const record = createRecord(world, moments, occasions);
  const drafting = createDrafting(world, moments, asking);
  const above = createAbove(world, moments);
  const run: Run = Object.assign(sending, {
    asking,
    drafting,
    told,
    together: new Map<string, MadeDigest[]>(),
    digests: new Map<string, Message[]>(),
  });

  for (const message of world.waiting)
    enqueueWaiting(run, message, asking.follow(message) ?? drafting.follow(message) ?? record.follow(message));
  asking.begin(until);
  record.begin();
  occasions.begin();
  drafting.begin();
  above.begin();
  for (const question of world.health.questions) askOfHealth(world, moments, question);
  for (const digest of world.digests.first) expectDigest(run, digest, world.digests.lastAt(digest));

  for (let next = run.queue.first; next && next.at < until; next = run.queue.first) {
    run.now = next.at;
    catchUp(run);
    drafting.checkAgain(run.now);
    const wait = dispatch(run);
    if (wait !== null) at(run, wait, () => undefined);
    for (const happen of later.splice(0)) at(run, run.now, happen);
    yield* run.steps.splice(0);
    yield null;
  }
}

/** `later`: gets what is of the next tick. */
function momentsOf(run: Sending, later: (() => void)[], told: Moments["told"]): Moments {
  const { world, steps } = run;
  const known = new Set(world.waiting.map(({ key }) => key));
  return {
    told,
    at: (when, happen) => at(run, when, happen),
    nextTick: (happen) => void later.push(happen),
    enqueue(message) {
      if (known.has(message.key)) return;
      known.add(message.key);
      enqueue(run, message);
    },
    came: (personId) => run.sent.get(personId) ?? [],
    say(step) {
      if (step.at >= world.now) at(run, step.at, () => steps.push(step));
      else steps.push(step);
    },
  };
}

function enqueueWaiting(run: Run, waiting: WaitingMessage, follow: Partial<Message> | null): void {
  const { key, kind, facts, personId, dueAt, firstDueAt, expiresAt, queuedAt, digest } = waiting;
  const [cadence, period] = [digest?.rhythm ?? null, digest?.period ?? null];
  const about = { programId: null, cadenceId: null, cadence, round: null, period };
  const message = { key, kind, facts, personId, dueAt, firstDueAt, expiresAt, queuedAt };
  const known = { ...message, about, isWanted: () => true, ...follow };
  if (kind === "digest") enqueueDigest(run, known);
  else enqueue(run, known);
}

/** One that waits still goes in the thread of a newer one. */
function enqueueDigest(run: Run, digest: Message): void {
  const { personId, kind, about } = digest;
  const waiting = run.digests.get(personId) ?? [];
  run.digests.set(personId, [...waiting, digest]);
  enqueue(run, {
    ...digest,
    isWanted: () => run.digests.get(personId)?.at(-1) === digest,
    sent(at) {
      const [, ...led] = (run.digests.get(personId) ?? []).toReversed();
      const { cadence, round } = about;
      for (const one of [digest, ...led]) one.sent?.(at);
      for (const one of led) tell(run, one, { action: "merge", with: { kind, cadence, round } });
      run.digests.delete(personId);
    },
  });
}

function askOfHealth(world: World, moments: Moments, question: World["health"]["questions"][number]): void {
  const { programId, personId, at: dueAt, digestAt: expiresAt } = question;
  moments.enqueue({
    ...{ key: `health-check:${programId}:${dueAt}`, kind: "health-check", facts: world.kinds["health-check"] },
    ...{ personId, dueAt, firstDueAt: null, expiresAt },
    about: { programId, cadenceId: null, cadence: null, round: null, period: null, unless: "answered" },
    isWanted: () => true,
  });
}

/** Has a digest drafted if it needs approval, and made when it is due. */
function expectDigest(run: Run, digest: ComingDigest, lastAt: Instant | undefined): void {
  run.drafting.expect(digest, lastAt);
  at(run, digest.at, () => compile(run, digest, lastAt));
}

function compile(run: Run, digest: ComingDigest, lastAt: Instant | undefined): void {
  const { personId, rhythm } = digest;
  const made = { ...digest, at: run.now };
  const person = run.world.people.get(personId);
  const feed = run.world.digests.feedOf(made, lastAt);
  const hasEdition = feed !== null && (feed.hasClosing || run.asking.hasRound(feed.cadenceIds, feed.period));
  if (person) {
    const next = { ...made, at: run.world.digests.after(made, person.zone) };
    expectDigest(run, next, hasEdition && feed.toApprove.length === 0 ? made.at : lastAt);
  }
  const draft = run.drafting.draftOf(digest);
  if (!draft && (!feed || !hasEdition)) return;
  const period = draft?.period ?? feed?.period.label ?? null;
  const about = { programId: null, cadenceId: null, cadence: rhythm, round: null, period };
  if (!draft && feed && feed.toApprove.length > 0)
    run.drafting.make(digest, feed.period.label, feed.toApprove, run.now);
  // With nobody acting, nobody approves it either.
  if (draft ? draft.parts.length > 0 : feed && feed.toApprove.length > 0) {
    run.steps.push({ at: run.now, personId, kind: "digest", ...about, action: "hold", reason: "awaits-approval" });
    return;
  }
  const key = `${personId} ${digest.at}`;
  const others = run.together.get(key) ?? [];
  if (others.length === 0) at(run, run.now, () => sendTogether(run, key));
  const { programIds: programs = [], heldBack = [] } = feed ?? {};
  for (const id of programs) {
    const sentAt = run.told.get(`${personId} ${id}`)?.sentAt ?? null;
    run.told.set(`${personId} ${id}`, { madeAt: run.now, sentAt });
  }
  run.together.set(key, [...others, { rhythm, cutOffAt: draft?.cutOffAt ?? run.now, programs, heldBack, about }]);
}

/** What is due at one instant is one message, about the longest. */
function sendTogether(run: Run, key: string): void {
  const [personId = ""] = key.split(" ");
  const made = run.together.get(key) ?? [];
  run.together.delete(key);
  for (const together of inMessages(made, (one) => one)) {
    const [{ rhythm, about }] = together;
    enqueueDigest(run, {
      key: `digest:${personId}:${rhythm}:${run.now}`,
      kind: "digest",
      facts: run.world.kinds.digest,
      personId,
      dueAt: run.now,
      firstDueAt: null,
      expiresAt: null,
      about,
      isWanted: () => true,
      sent: (at) => noteSent(run, personId, together, at),
    });
  }
}

function noteSent({ told }: Run, personId: string, digests: readonly MadeDigest[], at: Instant): void {
  for (const id of digests.flatMap(({ programs }) => programs)) {
    const madeAt = told.get(`${personId} ${id}`)?.madeAt ?? at;
    told.set(`${personId} ${id}`, { madeAt, sentAt: at });
  }
}

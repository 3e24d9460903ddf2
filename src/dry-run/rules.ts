/**
 * Who will get what, and when, if nobody does anything: the app's own rules for rounds, for messages to people and for
 * pacing, applied to the moments to come one after the other. Pure; nothing is kept but what is still to come.
 */
import { WAVE_PRIORITY } from "../delivery/kinds.ts";
import { type Candidate, COUNTED_DAYS, decideContact } from "../delivery/rules-contact.ts";
import { newPace, refund, reserve, WAVES } from "../delivery/rules-pacing.ts";
import { inMessages, type ToldBy } from "../digests/compile/rules-together.ts";
import type { ComingDigest } from "../digests/use-cases-outlook.ts";
import type { Instant } from "../platform/clock.ts";
import { addMs, DAY, earliest, SECOND } from "../platform/time.ts";
import { Queue } from "./queue.ts";
import { createAsking, type Message } from "./rules-asking.ts";
import { createDrafting } from "./rules-drafts.ts";
import { createOccasions } from "./rules-occasions.ts";
import { createRecord } from "./rules-record.ts";
import type { PlannedStep, World } from "./world.ts";

interface Order {
  others: readonly string[];
  waves: readonly string[];
}

interface Moment {
  at: Instant;
  seq: number;
  happen(): void;
}

/** As the dispatcher claims. */
const CLAIM_AT_ONCE = 40;
/**
 * The steps until an instant, in order of time; null now and then, so that whoever walks through them can let others run.
 */
export function* dryRun(world: World, until: Instant): Generator<PlannedStep | null> {
  const queue = new Queue<Moment>((one, other) => one.at < other.at || (one.at === other.at && one.seq < other.seq));
  const due = new Map<string, Message[]>();
  const sent = new Map([...world.counted].map(([id, instants]) => [id, [...instants]]));
  const steps: PlannedStep[] = [];
  const pace = newPace();
  const together = new Map<string, (ToldBy & Pick<Message, "about">)[]>();
  let seq = 0;
  let now = world.now;
  /** Who is due, in order, and apart from them who is asked at the pace of large rounds; null once somebody new is due. */
  let order: Order | null = null;

  const at = (when: Instant, happen: () => void) => {
    seq += 1;
    queue.add({ at: when < now ? now : when, seq, happen });
  };
  const enqueue = (message: Message) =>
    at(message.dueAt, () => {
      const theirs = due.get(message.personId);
      if (theirs) theirs.push(message);
      else due.set(message.personId, [message]);
      order = null;
    });
  const say = (step: PlannedStep) => {
    if (step.at >= world.now) at(step.at, () => steps.push(step));
    else steps.push(step);
  };
  const waits = new Set(world.waiting.map(({ key }) => key));
  const enqueueNew = (message: Message) => {
    if (!waits.has(message.key)) enqueue(message);
  };
  const later: (() => void)[] = [];
  const nextTurn = (happen: () => void) => void later.push(happen);
  const moments = { at, nextTurn, enqueue: enqueueNew, say };
  const asking = createAsking(world, moments);
  const occasions = createOccasions(world, moments, asking);
  const record = createRecord(world, moments, occasions);
  const drafting = createDrafting(world, moments, asking);

  for (const waiting of world.waiting) {
    const { key, kind, facts, personId, dueAt, firstDueAt, expiresAt, digest } = waiting;
    const message = { key, kind, facts, personId, dueAt, firstDueAt, expiresAt };
    const follow = asking.follow(waiting) ?? drafting.follow(waiting) ?? record.follow(waiting);
    const about = {
      programId: null,
      cadenceId: null,
      cadence: digest?.rhythm ?? null,
      round: null,
      period: digest?.period ?? null,
    };
    enqueue({ ...message, about, isWanted: () => true, ...follow });
  }
  asking.begin(until);
  record.begin();
  occasions.begin();
  drafting.begin();
  for (const { programId, personId, at: dueAt, digestAt } of world.health.questions)
    enqueueNew({
      key: `health-check:${programId}:${dueAt}`,
      kind: "health-check",
      facts: world.kinds["health-check"],
      personId,
      dueAt,
      firstDueAt: null,
      expiresAt: digestAt,
      about: { programId, cadenceId: null, cadence: null, round: null, period: null, unless: "answered" },
      isWanted: () => true,
    });
  for (const digest of world.digests.first) {
    drafting.expect(digest, world.digests.lastAt(digest));
    at(digest.at, () => compile(digest, world.digests.lastAt(digest)));
  }

  for (let next = queue.first; next && next.at < until; next = queue.first) {
    now = next.at;
    for (let moment: Moment | undefined = next; moment && moment.at <= now; moment = queue.first) {
      queue.takeFirst();
      moment.happen();
    }
    drafting.lookAgain(now);
    const wait = dispatch();
    if (wait !== null) at(wait, () => undefined);
    for (const happen of later.splice(0)) at(now, happen);
    yield* steps.splice(0);
    yield null;
  }

  function compile(digest: ComingDigest, lastAt: Instant | undefined): void {
    const { personId, rhythm } = digest;
    const made = { ...digest, at: now };
    const person = world.people.get(personId);
    const feed = world.digests.feedOf(made, lastAt);
    const hasEdition = feed !== null && (feed.hasClosing || asking.hasRound(feed.cadenceIds, feed.period));
    if (person) {
      const next = { ...made, at: world.digests.after(made, person.zone) };
      const lastThen = hasEdition && feed.toApprove.length === 0 ? made.at : lastAt;
      drafting.expect(next, lastThen);
      at(next.at, () => compile(next, lastThen));
    }
    const draft = drafting.draftOf(digest);
    if (!draft && (!feed || !hasEdition)) return;
    const period = draft?.period ?? feed?.period.label ?? null;
    const about = { programId: null, cadenceId: null, cadence: rhythm, round: null, period };
    if (!draft && feed && feed.toApprove.length > 0) drafting.make(digest, feed.period.label, feed.toApprove, now);
    // With nobody acting, nobody approves it either.
    if (draft ? draft.parts.length > 0 : feed && feed.toApprove.length > 0) {
      steps.push({ at: now, personId, kind: "digest", ...about, action: "hold", reason: "awaits-approval" });
      return;
    }
    const key = `${personId} ${digest.at}`;
    const others = together.get(key) ?? [];
    if (others.length === 0) at(now, () => sendTogether(key));
    const { programIds: programs = [], heldBack = [] } = feed ?? {};
    together.set(key, [...others, { rhythm, cutOffAt: draft?.cutOffAt ?? now, programs, heldBack, about }]);
  }

  /** What is due at one instant is one message, about the longest. */
  function sendTogether(key: string): void {
    const [personId = ""] = key.split(" ");
    const made = together.get(key) ?? [];
    together.delete(key);
    for (const [{ rhythm, about }] of inMessages(made, (one) => one))
      enqueue({
        key: `digest:${personId}:${rhythm}:${now}`,
        kind: "digest",
        facts: world.kinds.digest,
        personId,
        dueAt: now,
        firstDueAt: null,
        expiresAt: null,
        about,
        isWanted: () => true,
      });
  }

  /** Sends what may go now; returns when the rest may, or null. */
  function dispatch(): Instant | null {
    let wait: Instant | null = null;
    for (;;) {
      if (due.size === 0) return null;
      order ??= inOrder(due);
      order = { others: order.others.filter((id) => due.has(id)), waves: order.waves.filter((id) => due.has(id)) };
      const ready: ReturnType<typeof callTo>[] = [];
      for (const [people, most] of [
        [order.others, CLAIM_AT_ONCE],
        [order.waves, WAVES.burst],
      ] as const)
        for (const personId of people.slice(0, most)) {
          const call = callTo(personId, people === order.waves);
          const until = reserve(pace, call, now);
          if (until === null) ready.push(call);
          else wait = earliest(wait, until);
          // Where it is not their own last message that they wait for, nobody after them may be written to either.
          const isForAll = until !== null && (sent.get(personId)?.at(-1)?.at ?? "") < addMs(now, -SECOND);
          if (isForAll) break;
        }
      if (ready.length === 0) return wait;
      for (const call of ready) if (!decide(call.personId)) refund(pace, call);
      // What came of it, such as a note that somebody could not be asked, may be due at once.
      for (let moment = queue.first; moment && moment.at <= now; moment = queue.first) {
        queue.takeFirst();
        moment.happen();
      }
    }
  }

  /** Sends one message to this person, and holds or gives up what may not go. Returns whether one went. */
  function decide(personId: string): boolean {
    const person = world.people.get(personId);
    const wanted = (due.get(personId) ?? []).filter(
      (message) => (message.expiresAt === null || message.expiresAt > now) && message.isWanted(now),
    );
    due.delete(personId);
    if (!person || person.is_deactivated || wanted.length === 0) return false;
    const got = (sent.get(personId) ?? []).filter(({ at }) => at >= addMs(now, -COUNTED_DAYS * DAY));
    const byKey = new Map(wanted.map((message) => [message.key, message]));
    const decision = decideContact({
      facts: person.facts,
      now,
      sent: got,
      candidates: wanted.map((message) => candidateOf(message, now)),
    });
    for (const { id, until: heldUntil, because } of decision.held) {
      const message = byKey.get(id);
      if (!message) continue;
      tell(message, { action: "hold", until: heldUntil, reason: because });
      enqueue({ ...message, dueAt: heldUntil, firstDueAt: message.firstDueAt ?? message.dueAt });
    }
    for (const { id, because } of decision.lapsed) {
      const message = byKey.get(id);
      if (!message) continue;
      tell(message, { action: "exclude", reason: because });
      message.lapsed?.(now);
    }
    const [first = [], ...later] = decision.send;
    const rest = later.flat().flatMap((id) => byKey.get(id) ?? []);
    if (rest.length > 0) due.set(personId, rest);
    const [head, ...others] = first.flatMap((id) => byKey.get(id) ?? []);
    if (!head) return false;
    sent.set(personId, [...got, { at: now, contact: head.facts.contact }]);
    tell(head, { action: "send", ...(head.about.reason && { reason: head.about.reason }) });
    const { cadence, round } = head.about;
    for (const other of others) tell(other, { action: "merge", with: { kind: head.kind, cadence, round } });
    for (const message of [head, ...others]) message.sent?.();
    return true;
  }

  function tell(message: Message, what: Pick<PlannedStep, "action" | "until" | "with" | "reason">): void {
    const { personId, kind } = message;
    const { reason: _, ...about } = message.about;
    steps.push({ at: now, personId, kind, ...about, ...what });
  }
}

function callTo(personId: string, isWave: boolean) {
  return { method: "chat.postMessage" as const, channel: `person:${personId}`, isWave, personId };
}

function candidateOf(message: Message, now: Instant): Candidate {
  const { key, facts, firstDueAt, dueAt, expiresAt } = message;
  const { contact, hasLine } = facts;
  const isUrgent = message.isUrgent?.(now) ?? false;
  return { id: key, key, contact, isUrgent, hasLine, firstDueAt: firstDueAt ?? dueAt, expiresAt };
}

/** As the dispatcher looks at them. */
function inOrder(due: ReadonlyMap<string, readonly Message[]>): Order {
  const ranked = [...due].map(([personId, messages]) => ({ personId, ...foremost(messages) })).sort(compare);
  const { true: waves = [], false: others = [] } = Object.groupBy(ranked, ({ priority }) =>
    priority === WAVE_PRIORITY ? "true" : "false",
  );
  return { others: others.map(({ personId }) => personId), waves: waves.map(({ personId }) => personId) };
}

/** The one that it would take first. */
function foremost(messages: readonly Message[] = []): { priority: number; dueAt: Instant } {
  return messages
    .map(({ facts: { priority }, dueAt }) => ({ priority, dueAt }))
    .reduce((one, other) => (compare(one, other) <= 0 ? one : other), { priority: 1000, dueAt: "9" });
}

function compare(one: { priority: number; dueAt: Instant }, other: { priority: number; dueAt: Instant }): number {
  return one.priority - other.priority || (one.dueAt < other.dueAt ? -1 : one.dueAt > other.dueAt ? 1 : 0);
}

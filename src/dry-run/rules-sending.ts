/** What may go goes, by the limits of each person and the pace of Slack, as the dispatcher would send it. Pure. */

import { WAVE_PRIORITY } from "../delivery/kinds.ts";
import { type Candidate, COUNTED_DAYS, type Counted, decideContact } from "../delivery/rules-contact.ts";
import { newPace, refund, reserve, WAVES } from "../delivery/rules-pacing.ts";
import type { Instant } from "../platform/clock.ts";
import { addMs, DAY, earliest, SECOND } from "../platform/time.ts";
import { Queue } from "./queue.ts";
import type { Message } from "./rules-asking.ts";
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

/** Where the simulation stands: what is to happen, who is due what, and what everybody got. */
export interface Sending {
  world: World;
  now: Instant;
  /** How many moments there were: of two at one instant the first to be entered comes first. */
  seq: number;
  queue: Queue<Moment>;
  due: Map<string, Message[]>;
  /** Whose time has not come, and which may come along with a slot of its day; by person. */
  coming: Map<string, Set<Message>>;
  sent: Map<string, Counted[]>;
  /** Those that have not been handed out. */
  steps: PlannedStep[];
  pace: ReturnType<typeof newPace>;
  /** Who is due, in order, and apart from them who is asked at the pace of large rounds; null once somebody new is due. */
  order: Order | null;
}

export function newSending(world: World): Sending {
  return {
    world,
    now: world.now,
    seq: 0,
    queue: new Queue((one, other) => one.at < other.at || (one.at === other.at && one.seq < other.seq)),
    due: new Map(),
    coming: new Map(),
    sent: new Map([...world.counted].map(([id, instants]) => [id, [...instants]])),
    steps: [],
    pace: newPace(),
    order: null,
  };
}

export function at(run: Sending, when: Instant, happen: () => void): void {
  run.seq += 1;
  run.queue.add({ at: when < run.now ? run.now : when, seq: run.seq, happen });
}

export function enqueue(run: Sending, message: Message): void {
  const coming = run.coming.get(message.personId) ?? new Set();
  if (message.facts.slot !== null) run.coming.set(message.personId, coming.add(message));
  at(run, message.dueAt, () => {
    // It has come along with another.
    if (message.facts.slot !== null && !coming.delete(message)) return;
    const theirs = run.due.get(message.personId);
    if (theirs) theirs.push(message);
    else run.due.set(message.personId, [message]);
    run.order = null;
  });
}

/** Has all happen that is to happen by now. */
export function catchUp({ queue, now }: Sending): void {
  for (let moment = queue.first; moment && moment.at <= now; moment = queue.first) {
    queue.takeFirst();
    moment.happen();
  }
}

/** Sends what may go now; returns when the rest may, or null. */
export function dispatch(run: Sending): Instant | null {
  let wait: Instant | null = null;
  for (;;) {
    if (run.due.size === 0) return null;
    const { others, waves } = run.order ?? inOrder(run.due);
    const order = { others: others.filter((id) => run.due.has(id)), waves: waves.filter((id) => run.due.has(id)) };
    run.order = order;
    const ready: ReturnType<typeof callTo>[] = [];
    for (const [people, most] of [
      [order.others, CLAIM_AT_ONCE],
      [order.waves, WAVES.burst],
    ] as const)
      for (const personId of people.slice(0, most)) {
        const call = callTo(personId, people === order.waves);
        const until = reserve(run.pace, call, run.now);
        if (until === null) ready.push(call);
        else wait = earliest(wait, until);
        // Where it is not their own last message that they wait for, nobody after them may be written to either.
        const isForAll = until !== null && (run.sent.get(personId)?.at(-1)?.at ?? "") < addMs(run.now, -SECOND);
        if (isForAll) break;
      }
    if (ready.length === 0) return wait;
    for (const call of ready) if (!decide(run, call.personId)) refund(run.pace, call);
    // What came of it, such as a note that somebody could not be asked, may be due at once.
    catchUp(run);
  }
}

/** Sends one message to this person, and holds or gives up what may not go. Returns whether one went. */
function decide(run: Sending, personId: string): boolean {
  const person = run.world.people.get(personId);
  const wanted = (run.due.get(personId) ?? []).filter(
    (message) => (message.expiresAt === null || message.expiresAt > run.now) && message.isWanted(run.now),
  );
  run.due.delete(personId);
  if (!person || person.is_deactivated || wanted.length === 0) return false;
  const got = (run.sent.get(personId) ?? []).filter(({ at }) => at >= addMs(run.now, -COUNTED_DAYS * DAY));
  const coming = run.coming.get(personId) ?? new Set();
  const ahead = [...coming].filter((message) => message.dueAt <= addMs(run.now, DAY) && message.isWanted(run.now));
  const byKey = new Map([...wanted, ...ahead].map((message) => [message.key, message]));
  const decision = decideContact({
    facts: person.facts,
    slots: person.slots,
    now: run.now,
    sent: got,
    candidates: [...wanted, ...ahead].map((message) => candidateOf(message, run.now)),
  });
  for (const { id, until: heldUntil, because } of decision.held) {
    const message = byKey.get(id);
    if (!message) continue;
    tell(run, message, { action: "hold", until: heldUntil, reason: because });
    const queuedAt = because === "queue" ? run.now : (message.queuedAt ?? null);
    enqueue(run, { ...message, dueAt: heldUntil, firstDueAt: message.firstDueAt ?? message.dueAt, queuedAt });
    if (because === "queue") message.queued?.(run.now);
  }
  for (const { id, because } of decision.lapsed) {
    const message = byKey.get(id);
    if (!message) continue;
    tell(run, message, { action: "exclude", reason: because });
    message.lapsed?.(run.now);
  }
  const [first, ...later] = decision.send;
  const rest = later.flatMap(({ ids }) => ids.flatMap((id) => byKey.get(id) ?? []));
  if (rest.length > 0) run.due.set(personId, rest);
  const [head, ...others] = (first?.ids ?? []).flatMap((id) => byKey.get(id) ?? []);
  if (!first || !head) return false;
  for (const message of [head, ...others, ...rest]) coming.delete(message);
  const { slot, isAtOnce = false } = first;
  run.sent.set(personId, [...got, { at: run.now, dueAt: run.now, contact: head.facts.contact, slot, isAtOnce }]);
  tell(run, head, { action: "send", ...(head.about.reason && { reason: head.about.reason }) });
  const { cadence, round } = head.about;
  for (const other of others) tell(run, other, { action: "merge", with: { kind: head.kind, cadence, round } });
  for (const message of [head, ...others]) message.sent?.(run.now);
  return true;
}

export function tell(
  run: Sending,
  message: Message,
  what: Pick<PlannedStep, "action" | "until" | "with" | "reason">,
): void {
  const { personId, kind } = message;
  const { reason: _, ...about } = message.about;
  run.steps.push({ at: run.now, personId, kind, ...about, ...what });
}

function callTo(personId: string, isWave: boolean) {
  return { method: "chat.postMessage" as const, channel: `person:${personId}`, isWave, personId };
}

function candidateOf(message: Message, now: Instant): Candidate {
  const { key, facts, firstDueAt, dueAt, expiresAt } = message;
  const { contact, hasLine, slot, isForItsDay } = facts;
  const isUrgent = message.isUrgent?.(now) ?? false;
  return {
    id: key,
    key,
    contact,
    slot,
    isForItsDay,
    neededBy: message.neededBy?.(now) ?? null,
    decision: message.decision?.() ?? null,
    queuedAt: message.queuedAt ?? null,
    dueAt,
    isUrgent,
    hasLine,
    firstDueAt: firstDueAt ?? dueAt,
    expiresAt,
  };
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

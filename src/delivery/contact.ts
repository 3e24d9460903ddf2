/** What may go to a person now: the one place through which every message to a person goes. */
import type { Instant } from "../platform/clock.ts";
import type { Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { addMs, DAY, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { BUNDLE, type BundleSubject, dueMessageOf, whyMoot } from "./bundle.ts";
import { listSendableTo, type Sendable } from "./claims.ts";
import { blankDelivery, type Delivery, findDelivery, type NewRow } from "./deliveries.ts";
import { digestWeeks } from "./events.ts";
import { type AddressBook, type Kinds, renderingFor, type SendContext } from "./kinds.ts";
import {
  type ContactDecision,
  type ContactFacts,
  type DueMessage,
  decideContact,
  type HeldReason,
  HORIZON_DAYS,
  type Lane,
  type LaneFacts,
  pausedUntil,
} from "./lanes.ts";
import { changeWaiting, dropWaiting, insertDelivery } from "./outbox.ts";

/** What was decided of all that was due for one person. */
export interface Decided extends Pick<ContactDecision, "held" | "lapsed"> {
  /** Of those that go in one message now, the most important first. */
  going: string[];
}

/** What waited for its lane through an absence is due since before it. */
const LOOK_BACK_DAYS = 8;

interface PolicyParts {
  services: Services;
  workspaceId: string;
  kinds: Kinds;
  addressBook: AddressBook;
  contextFor(personId: string): Promise<SendContext>;
  /** Told of each decision, once it is recorded. */
  onDecided?: ((decided: Decided) => void) | undefined;
}

export class ContactPolicy {
  readonly #parts: PolicyParts;
  readonly #services: Services;

  constructor(parts: PolicyParts) {
    this.#parts = parts;
    this.#services = parts.services;
  }

  /**
   * What of these may go now: replies as they are, of each other person one message, which may be a bundle of all that
   * is due for them. The rest is held, or waits for the next look. `isPaused`: all messages of the workspace are.
   */
  async admit(ready: readonly Sendable[], isPaused: boolean): Promise<Sendable[]> {
    const posts = isPaused ? ready.filter(isPost) : [];
    if (posts.length > 0) await this.#holdPosts(posts);
    const replies = ready.filter((delivery) => delivery.contact === "reply" && !posts.includes(delivery));
    const people = new Set(ready.flatMap(({ contact, person_id }) => (contact === "reply" ? [] : (person_id ?? []))));
    if (people.size === 0) return replies;
    const now = this.#services.clock.now();
    const due = await listSendableTo(this.#services.db, this.#parts.workspaceId, [...people], {
      now,
      ahead: addMs(now, DAY),
    });
    const facts = await this.#parts.addressBook.contactFacts(this.#services.db, this.#parts.workspaceId, [...people], {
      from: localDateOf(addMs(now, -LOOK_BACK_DAYS * DAY), "UTC"),
      until: localDateOf(addMs(now, (HORIZON_DAYS + 1) * DAY), "UTC"),
    });
    const lanes = await this.#lanesOf([...people], now);
    const admitted: Sendable[] = [];
    for (const personId of people) {
      const theirs = due.filter((delivery) => delivery.person_id === personId);
      const limits = { facts: factOf(facts, personId), lanes: factOf(lanes, personId) };
      const delivery = await this.#decideFor(personId, limits, theirs, isPaused);
      if (delivery) admitted.push(delivery);
    }
    return [...replies, ...admitted];
  }

  async #decideFor(
    personId: string,
    { facts, lanes }: { facts: ContactFacts; lanes: LaneFacts },
    due: readonly Delivery[],
    isPaused: boolean,
  ): Promise<Delivery | null> {
    // It is taken alone, and parked as it is made.
    const unreadable = due.find((delivery) => !renderingFor(this.#parts.kinds, delivery)?.canRead(delivery.subject));
    if (unreadable) return unreadable;
    const now = this.#services.clock.now();
    const context = await this.#parts.contextFor(personId);
    const decide = async (deliveries: readonly Delivery[]) => {
      const candidates: DueMessage[] = [];
      for (const delivery of deliveries) candidates.push(await dueMessageOf(this.#parts.kinds, context, delivery));
      return decideContact({ facts, lanes, now, candidates, isPaused });
    };
    const atOnce = await decide(due);
    // Whether a message that simply goes is still wanted is seen as it is made.
    const isPlain = atOnce.held.length + atOnce.lapsed.length === 0 && atOnce.send.every(({ ids }) => ids.length === 1);
    const { send, held, lapsed } = isPlain ? atOnce : await decide(await this.#withoutMoot(context, due));
    const byId = new Map(due.map((delivery) => [delivery.id, delivery]));
    if (held.length + lapsed.length > 0)
      await inTransaction(this.#services.db, async (tx) => {
        for (const { id, until, because } of held) {
          const delivery = byId.get(id);
          if (delivery) await holdDelivery(tx, delivery, until, because);
        }
        for (const { id, because } of lapsed) {
          const delivery = byId.get(id);
          if (!delivery || !(await lapseDelivery(tx, delivery, because))) continue;
          await this.#parts.kinds.get(delivery.kind)?.lapsed(tx, JSON.parse(delivery.subject), {
            workspaceId: this.#parts.workspaceId,
            stamps: this.#services,
          });
        }
      });
    if (held.length + lapsed.length > 0)
      this.#services.log.debug({ personId, held: held.length, lapsed: lapsed.length }, "messages held");
    const [first] = send;
    const members = (first?.ids ?? []).flatMap((id) => byId.get(id) ?? []);
    this.#parts.onDecided?.({ held, lapsed, going: members.map(({ id }) => id) });
    return first && members.length > 1 ? this.#bundle(members, first.lane) : (members[0] ?? null);
  }

  async #holdPosts(posts: readonly Sendable[]): Promise<void> {
    const now = this.#services.clock.now();
    await inTransaction(this.#services.db, async (tx) => {
      for (const post of posts) await holdDelivery(tx, post, pausedUntil(null, now), "paused");
    });
  }

  /** What nobody wants any more takes no place in a message, and is not held. */
  async #withoutMoot(context: SendContext, due: readonly Delivery[]): Promise<Delivery[]> {
    const wanted: Delivery[] = [];
    for (const delivery of due) {
      const moot = await whyMoot(this.#parts.kinds, context, delivery);
      if (moot === null) wanted.push(delivery);
      // What is due later may be wanted by then.
      else if (delivery.due_at <= context.now) await dropWaiting(this.#services.db, delivery, moot);
    }
    return wanted;
  }

  /** One delivery for all of them; null when other instances took them meanwhile. */
  async #bundle(members: readonly Delivery[], lane: Lane): Promise<Delivery | null> {
    const [first] = members;
    if (!first) return null;
    const now = this.#services.clock.now();
    // What came along before its time says nothing of when this was to go.
    const dueAt = members.reduce((last, { due_at: due }) => (due > last && due <= now ? due : last), first.due_at);
    const row: NewRow = {
      ...blankDelivery(this.#services),
      workspace_id: this.#parts.workspaceId,
      key: `${BUNDLE}:${first.id}`,
      kind: BUNDLE,
      subject: "",
      person_id: first.person_id,
      conversation: first.conversation,
      priority: Math.min(...members.map(({ priority }) => priority)),
      due_at: dueAt,
      // Its lane is that of its members, the first of which was due then.
      first_due_at: members.map(({ first_due_at, due_at }) => first_due_at ?? due_at).sort()[0] ?? dueAt,
      contact: first.contact,
      request_id: requestsOf(members),
      lane,
    };
    row.subject = JSON.stringify({ bundleId: row.id } satisfies BundleSubject);
    return inTransaction(this.#services.db, async (tx) => {
      const waiting = { id: members.map(({ id }) => id), state: "waiting" as const };
      const joining = { state: "bundled" as const, bundle_id: row.id };
      if (!(await rows(tx, "delivery", row.workspace_id).update(waiting, joining))) return null;
      await insertDelivery(tx, row);
      return (await findDelivery(tx, this.#parts.workspaceId, row.id)) ?? null;
    });
  }

  async #lanesOf(personIds: readonly string[], now: string): Promise<ReadonlyMap<string, LaneFacts>> {
    const lanes = await this.#parts.addressBook.laneFacts(this.#services.db, this.#parts.workspaceId, personIds, now);
    const ofWeek = personIds.filter((id) => (lanes.get(id)?.weeklyOn ?? null) !== null);
    if (ofWeek.length === 0) return lanes;
    const weeks = await digestWeeks.of(this.#services, this.#services.db, {
      workspaceId: this.#parts.workspaceId,
      personIds: ofWeek,
    });
    return new Map([...lanes].map(([id, each]) => [id, { ...each, digestWeeks: weeks.get(id) ?? [] }]));
  }
}

/** What is new in a channel. One that has expired is dropped where messages are made. */
function isPost({ person_id, updates_id }: Sendable): boolean {
  return person_id === null && updates_id === null;
}

function factOf<Fact>(facts: ReadonlyMap<string, Fact>, personId: string): Fact {
  const own = facts.get(personId);
  if (!own) throw new Error(`No facts of person ${personId}`);
  return own;
}

function requestsOf(members: readonly Delivery[]): string | null {
  const ids = new Set(members.flatMap(({ request_id: id }) => id ?? []));
  return ids.size === 0 ? null : [...ids].join(",");
}

/** Holds a message that nobody has taken yet, and what goes on in its thread with it. */
async function holdDelivery(
  tx: Tx,
  delivery: Pick<Sendable, "workspace_id" | "id" | "conversation" | "first_due_at" | "due_at">,
  until: Instant,
  because: HeldReason,
): Promise<void> {
  const { workspace_id: workspaceId, id, conversation } = delivery;
  // It is no longer a failure that others of the conversation wait for.
  const held = { ...firstDue(delivery), due_at: until, held_reason: because, last_error: null };
  if (await changeWaiting(tx, delivery, held))
    await rows(tx, "delivery", workspaceId).update(
      { conversation, state: "waiting", thread_id: id },
      { due_at: until },
    );
}

/** Drops a message that nobody has taken yet. Returns whether it did. */
function lapseDelivery(tx: Tx, delivery: Delivery, because: HeldReason): Promise<boolean> {
  const last_error = "window_closed_while_held";
  return changeWaiting(tx, delivery, { ...firstDue(delivery), state: "dropped", last_error, held_reason: because });
}

function firstDue({ first_due_at, due_at }: Pick<Delivery, "first_due_at" | "due_at">) {
  return { first_due_at: first_due_at ?? due_at };
}

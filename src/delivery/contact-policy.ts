/** The contact policy, through which every message to a person passes. */
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
import { type AddressBook, type Kinds, renderingFor, type SendContext } from "./message-kind.ts";
import { changeWaiting, dropWaiting, insertDelivery } from "./outbox.ts";

/** The decision about all due messages of one person. */
export interface Decided extends Pick<ContactDecision, "held" | "lapsed"> {
  /** Deliveries in the message sent now, most important first. */
  going: string[];
}

/** Days to look back: a message that waited through an absence was due before it. */
const LOOK_BACK_DAYS = 8;

interface PolicyParts {
  services: Services;
  workspaceId: string;
  kinds: Kinds;
  addressBook: AddressBook;
  contextFor(personId: string): Promise<SendContext>;
  /** Called after a decision is recorded. */
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
   * Returns what may be sent now: replies as they are, and one message per person, perhaps a bundle. Holds the others.
   * `isPaused`: the workspace has paused all messages.
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
    // An unreadable delivery is sent alone, so that rendering parks it.
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
    // For a single message, rendering checks whether it is still wanted.
    const isPlain = atOnce.held.length + atOnce.lapsed.length === 0 && atOnce.send.every(({ ids }) => ids.length === 1);
    const { send, held, lapsed } = isPlain ? atOnce : await decide(await this.#withoutMoot(context, due));

    const byId = new Map(due.map((delivery) => [delivery.id, delivery]));
    if (held.length + lapsed.length > 0) {
      await this.#save(byId, { held, lapsed });
      this.#services.log.debug({ personId, held: held.length, lapsed: lapsed.length }, "messages held");
    }

    const [first] = send;
    const members = (first?.ids ?? []).flatMap((id) => byId.get(id) ?? []);
    this.#parts.onDecided?.({ held, lapsed, going: members.map(({ id }) => id) });
    return first && members.length > 1 ? this.#bundle(members, first.lane) : (members[0] ?? null);
  }

  async #save(
    byId: ReadonlyMap<string, Delivery>,
    { held, lapsed }: Pick<ContactDecision, "held" | "lapsed">,
  ): Promise<void> {
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
  }

  async #holdPosts(posts: readonly Sendable[]): Promise<void> {
    const now = this.#services.clock.now();
    await inTransaction(this.#services.db, async (tx) => {
      for (const post of posts) await holdDelivery(tx, post, pausedUntil(null, now), "paused");
    });
  }

  /** Drops moot messages, so that they neither fill a bundle nor are held. */
  async #withoutMoot(context: SendContext, due: readonly Delivery[]): Promise<Delivery[]> {
    const wanted: Delivery[] = [];
    for (const delivery of due) {
      const moot = await whyMoot(this.#parts.kinds, context, delivery);
      if (moot === null) wanted.push(delivery);
      // A later message may be wanted by then.
      else if (delivery.due_at <= context.now) await dropWaiting(this.#services.db, delivery, moot);
    }
    return wanted;
  }

  /** Inserts a bundle of these deliveries; null if other instances claimed them. */
  async #bundle(members: readonly Delivery[], lane: Lane): Promise<Delivery | null> {
    const [first] = members;
    if (!first) return null;
    const now = this.#services.clock.now();
    // Members that joined early do not count for the due time.
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

/** A new channel post; an expired one is dropped when rendered. */
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

/** Holds an unclaimed message together with replies in its thread. */
async function holdDelivery(
  tx: Tx,
  delivery: Pick<Sendable, "workspace_id" | "id" | "conversation" | "first_due_at" | "due_at">,
  until: Instant,
  because: HeldReason,
): Promise<void> {
  const { workspace_id: workspaceId, id, conversation } = delivery;
  // A held message is no failure for which its conversation waits.
  const held = { ...withFirstDue(delivery), due_at: until, held_reason: because, last_error: null };
  if (await changeWaiting(tx, delivery, held))
    await rows(tx, "delivery", workspaceId).update(
      { conversation, state: "waiting", thread_id: id },
      { due_at: until },
    );
}

/** Drops an unclaimed message together with replies in its thread. Returns whether it did. */
async function lapseDelivery(tx: Tx, delivery: Delivery, because: HeldReason): Promise<boolean> {
  const { workspace_id: workspaceId, id, conversation } = delivery;
  const lapsed = { state: "dropped", last_error: "window_closed_while_held" } as const;
  const isDropped = await changeWaiting(tx, delivery, { ...withFirstDue(delivery), ...lapsed, held_reason: because });
  if (isDropped)
    await rows(tx, "delivery", workspaceId).update({ conversation, state: "waiting", thread_id: id }, lapsed);
  return isDropped;
}

function withFirstDue({ first_due_at, due_at }: Pick<Delivery, "first_due_at" | "due_at">) {
  return { first_due_at: first_due_at ?? due_at };
}

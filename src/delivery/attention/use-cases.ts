/** How much was asked of people's attention: for measures, for admins, and for each person of themselves. */
import type { Instant } from "../../platform/clock.ts";
import type { Db } from "../../platform/database.ts";
import type { GaugeReading } from "../../platform/instruments.ts";
import type { Services } from "../../platform/services.ts";
import { addMs, DAY, instantOf, localDateOf, MINUTE, mondayOf } from "../../platform/time.ts";
import type { AddressBook } from "../kinds.ts";
import { listCounted } from "../repository-contact.ts";
import { listMessagesTo } from "./repository.ts";
import { type Attention, attentionOf, isOutsideHours, type MessageTo, type Period, toldOf } from "./rules.ts";

const WEEK = 7 * DAY;
/** At every scrape it would be read anew, and hardly changes. */
const MEASURED_EVERY = 10 * MINUTE;

type Stamps = Pick<Services, "db" | "clock">;
type Readers = Pick<AddressBook, "attentionRoles" | "contactFacts">;

/** Of the last seven days; of those who are something in programs, also who got nothing. */
export async function attentionNow({ db, clock }: Stamps, readers: Readers, workspaceId: string): Promise<Attention> {
  const now = clock.now();
  return attentionSince(db, readers, workspaceId, { since: addMs(now, -WEEK), now, period: "all" });
}

/** By the roles that people have now. */
export async function attentionSince(
  db: Db,
  readers: Readers,
  workspaceId: string,
  { since, now, period }: { since: Instant; now: Instant; period: Period },
): Promise<Attention> {
  const roleOf = await readers.attentionRoles(db, workspaceId, now);
  const messages: MessageTo[] = [];
  for (const sent of await listMessagesTo(db, workspaceId, since)) {
    const personIds = [...new Set(sent.map(({ personId }) => personId))];
    const span = { from: localDateOf(addMs(since, -DAY), "UTC"), until: localDateOf(addMs(now, DAY), "UTC") };
    const allowed = await readers.contactFacts(db, workspaceId, personIds, span);
    for (const { personId, at } of sent) {
      const facts = allowed.get(personId);
      if (facts) messages.push({ personId, at, zone: facts.zone, isOutsideHours: isOutsideHours(facts, at) });
    }
  }
  return attentionOf(messages, roleOf, period);
}

/** How many messages this person has got since Monday, in their zone. */
export async function messagesThisWeek(
  { db, clock }: Stamps,
  { workspaceId, id, zone }: { workspaceId: string; id: string; zone: string },
): Promise<number> {
  const monday = instantOf(mondayOf(localDateOf(clock.now(), zone)), "00:00", zone);
  return (await listCounted(db, workspaceId, [id], monday)).length;
}

const measured = new WeakMap<Db, { workspaceId: string; at: Instant; readings: GaugeReading[] }>();

/** The same for `/metrics`, at most ten minutes old. */
export async function attentionReadings(
  services: Stamps,
  readers: Readers,
  workspaceId: string,
): Promise<GaugeReading[]> {
  const now = services.clock.now();
  const kept = measured.get(services.db);
  if (kept?.workspaceId === workspaceId && now < addMs(kept.at, MEASURED_EVERY)) return kept.readings;
  const readings = readingsOf(await attentionNow(services, readers, workspaceId));
  measured.set(services.db, { workspaceId, at: now, readings });
  return readings;
}

function readingsOf(attention: Attention): GaugeReading[] {
  const roles = toldOf(attention);
  const byRole = (name: string, help: string, of: (role: (typeof roles)[number]) => number): GaugeReading => ({
    name,
    help,
    label: "role",
    values: roles.map((each) => ({ label: each.role, value: of(each) })),
  });
  const share = (count: number) => (attention.messages === 0 ? 0 : count / attention.messages);
  return [
    byRole("drumbeat_attention_people", "People of whom this is told, by role.", ({ people }) => people),
    byRole("drumbeat_attention_messages", "Messages to them in the last seven days.", ({ messages }) => messages),
    byRole("drumbeat_attention_messages_median", "Half of them got at most so many.", ({ median }) => median),
    byRole("drumbeat_attention_messages_most", "Nobody of them got more.", ({ most }) => most),
    byRole("drumbeat_attention_above_ceiling", "How many of them got more than is meant.", ({ above }) => above),
    {
      name: "drumbeat_attention_outside_hours_ratio",
      help: "Of the messages of the last seven days, those outside the hours and days of their readers.",
      values: [{ value: share(attention.outsideHours) }],
    },
  ];
}

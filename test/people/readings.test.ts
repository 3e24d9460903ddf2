/** Every reading × every role, of the program and of none: who may know what is said here, by no rule of the product. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { capabilities } from "../../src/app/capabilities.ts";
import { getPerson } from "../../src/people/people.ts";
import { coverageColumns } from "../../src/programs/coverage.ts";
import { labelsColumn } from "../../src/programs/labels.ts";
import type { Disclosure } from "../../src/register/table.ts";
import { addQuietly } from "../support/acting.ts";
import { aSharedDatabase, databases } from "../support/databases.ts";
import { aRecord, type RecordedPerson } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const NOW = "2026-11-10T12:00:00.000Z";
const WORD = "Zebra";

/** For whom the words of each disclosure are. */
const READERS: Record<Disclosure, readonly string[]> = {
  program: ["lead", "deputy", "sponsor", "steering", "secretary", "team", "body", "body-secretary"],
  team: ["lead", "deputy", "team"],
  lead: ["lead", "deputy"],
  above: ["lead", "deputy", "sponsor", "steering", "secretary", "body", "body-secretary"],
};
const DISCLOSURES = ["program", "team", "lead", "above"] as const;
const SEATS = ["lead", "deputy", "sponsor", "steering", "secretary", "team"] as const;
/** With a seat of another program, with one that has ended, from elsewhere, without an account any more, and without any. */
const OUTSIDE = ["other", "former", "former-secretary", "guest", "deactivated", "nobody"] as const;
const RETAIL = "Retail";

interface Sitting {
  role: "steering" | "secretary";
  covers: string;
  from?: string;
  until?: string;
  isClosed?: boolean;
}

/** How somebody sits for a portfolio. */
const BODIES: Record<string, Sitting> = {
  body: { role: "steering", covers: RETAIL },
  "body-secretary": { role: "secretary", covers: RETAIL },
  "former-body": { role: "steering", covers: RETAIL, until: "2026-11-09" },
  "former-body-secretary": { role: "secretary", covers: RETAIL, until: "2026-11-09" },
  "body-to-come": { role: "steering", covers: RETAIL, from: "2026-11-11" },
  "body-elsewhere": { role: "steering", covers: "Finance" },
  "closed-body": { role: "steering", covers: RETAIL, isClosed: true },
};

/** How each is asked about an item. A new reading fails until it stands here. */
const CHOICES: Record<string, (itemId: string) => unknown> = {
  item: (id) => ({ id }),
  goals: () => ({ year: "all", label: null }),
  meetings: (id) => ({ programId: null, meetingId: id }),
  items: () => ({ filter: { isMine: false, programId: null, type: null, state: "all" }, words: null, page: 0 }),
};

/** Where less is read than a role may read: of a committee's meeting, what all who sit in it may. */
const isRead: Record<string, (role: string, disclosure: Disclosure) => boolean> = {
  meetings: (role, disclosure) => role !== "team" && (disclosure === "program" || disclosure === "above"),
};

/** What is read of another type than a risk. */
const TYPE_READ: Record<string, "measure"> = { goals: "measure" };

const readings = capabilities.flatMap((capability) => capability.readings ?? []);

it("has a way to be asked for each reading that there is", () => {
  expect(readings.map(({ name }) => name).toSorted()).toEqual(Object.keys(CHOICES).toSorted());
});

describe.each(databases)("on %s", (database) => {
  it.each(readings.map(({ name }) => name))(
    "%s is what the role of its viewer allows, and nothing of Slack",
    async (name) => {
      const reading = readings.find((each) => each.name === name);
      const choice = CHOICES[name];
      if (!reading || !choice) throw new Error(`No reading ${name}`);
      const { services, people, items } = await aWorld(database, TYPE_READ[name] ?? "risk");

      const known: string[] = [];
      const wanted: string[] = [];
      for (const [role, person] of Object.entries(people))
        for (const [disclosure, itemId] of items) {
          const actor = await getPerson(services.db, person.workspace_id, person.id);
          const value = await reading.answer({ ...services, actor }, choice(itemId)).catch(refused);
          const told = JSON.stringify(value ?? "");
          if (told.includes(`${WORD} ${disclosure}`)) known.push(`${role}: ${disclosure}`);
          const isForThem = isRead[name]?.(role, disclosure) ?? true;
          if (isForThem && READERS[disclosure].includes(role)) wanted.push(`${role}: ${disclosure}`);
          expect(told).not.toMatch(/<@|"blocks"|mrkdwn|workspace_id|source_key/);
        }
      expect(known).toEqual(wanted);
    },
  );
});

const refusal = z.object({ code: z.string() });

/** Refused by a sentence, and by nothing else. */
function refused(cause: unknown): null {
  refusal.parse(cause);
  return null;
}

async function aWorld(database: (typeof databases)[number], type: "risk" | "measure") {
  const db = await aSharedDatabase(database);
  const record = await aRecord(db);
  const named: [string, RecordedPerson][] = [];
  for (const role of [...SEATS, ...OUTSIDE, ...Object.keys(BODIES)])
    named.push([role, await record.person(role, { isDeactivated: role === "deactivated" })]);
  const of = new Map(named);
  // Nobody of those who are asked reads an item because they raised it or have it.
  const raiser = await record.person("raiser");
  const seated = (role: string) => [of.get(role)].flatMap((person) => person ?? []);
  const program = await record.program("atlas", {
    title: "Atlas",
    seats: Object.fromEntries(
      SEATS.map((role) => [
        role,
        role === "team" ? [...seated("team"), ...seated("deactivated"), raiser] : seated(role),
      ]),
    ),
  });
  await record.program("borea", { title: "Borea", seats: { lead: seated("other") } });
  for (const person of seated("former")) await record.seat(program, person, "lead", { until: "2026-10-31" });
  for (const person of seated("secretary")) await record.seat(program, person, "secretary");
  for (const person of seated("former-secretary"))
    await record.seat(program, person, "secretary", { until: "2026-10-31" });
  const label = (value: string) => ({ name: "Department", value });
  await db
    .updateTable("program")
    .set({ labels: labelsColumn([label(RETAIL)]) })
    .where("id", "=", program.id)
    .execute();
  for (const [handle, { role, covers, isClosed = false, ...days }] of Object.entries(BODIES)) {
    const portfolio = await record.program(`over-${handle}`, { isClosed });
    const kind = { kind: "portfolio" as const, ...coverageColumns(label(covers)) };
    await db.updateTable("program").set(kind).where("id", "=", portfolio.id).execute();
    for (const person of seated(handle)) await record.seat(portfolio, person, role, days);
  }
  await db.updateTable("person").set({ affiliation: "external" }).where("handle", "=", "guest").execute();

  const services = servicesAt(db, NOW);
  const actor = await getPerson(db, record.workspaceId, raiser.id);
  const items: [Disclosure, string][] = [];
  for (const disclosure of DISCLOSURES) {
    const title = `${WORD} ${disclosure}`;
    const details = { direction: "rise" as const, rhythm: "monthly" as const, knownOn: 2 };
    const typed = type === "risk" ? { type, details: {} } : { type, details };
    const item = { programId: program.id, ...typed, title, disclosure, dueOn: "2026-12-01" };
    const { id } = await addQuietly({ ...services, actor }, { ...item, sourceKey: title, ownerId: raiser.id });
    await talkAbout(services, { workspaceId: record.workspaceId, programId: program.id, itemId: id });
    items.push([disclosure, id]);
  }
  const people = Object.fromEntries(named.map(([role, { id }]) => [role, { id, workspace_id: record.workspaceId }]));
  return { services, people, items };
}

/** A meeting of the committee, by the id of the item that is its topic. */
async function talkAbout(
  { db }: ReturnType<typeof servicesAt>,
  { workspaceId, programId, itemId }: { workspaceId: string; programId: string; itemId: string },
): Promise<void> {
  const shared = { workspace_id: workspaceId, program_id: programId };
  const meeting = {
    ...shared,
    id: itemId,
    kind: "committee",
    day: itemId,
    starts_at: NOW,
    zone: "UTC",
    place: "",
  } as const;
  await db
    .insertInto("meeting")
    .values({ ...meeting, state: "agenda-sent" })
    .execute();
  const topic = { ...shared, id: itemId, meeting_id: itemId, item_id: itemId, source: "request", state: "on" } as const;
  const words = { title: "", decided: "", why: "", noted: "", position: 1, minutes: 5 };
  await db
    .insertInto("meeting_topic")
    .values({ ...topic, ...words })
    .execute();
}

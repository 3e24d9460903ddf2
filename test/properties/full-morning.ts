/** One person who has much on one morning: check-ins, requests, items, steps and drafts, as many of each as is drawn. */
import {
  type Actor,
  parseJson,
  placedElements,
  problemsInBlocks,
  type SandboxMessage,
  stringIn,
  viewAsText,
} from "slack-sandbox";
import { expect } from "vitest";
import { MOST_LINES } from "../../src/delivery/folded-lines.ts";
import { startTrack } from "../../src/tracks/start-and-stop.ts";
import { trackTemplateSchema } from "../../src/tracks/template.ts";
import { addQuietly, WHOLE_REQUEST } from "../support/acting.ts";
import { actingAs, aRun, LEA, type Run, SOFIA, TOM, textOf } from "../support/run.ts";

/** How many of each comes to one person, and in which language. */
export interface FullMorning {
  handle: string;
  checkIns: number;
  requests: number;
  items: number;
  steps: number;
  drafts: number;
  locale: "en-GB" | "fr-FR";
}

/** Monday; what is due on Friday comes back on Wednesday, when what goes to sponsors on Thursday is shown to whoever leads. */
const MONDAY = "2026-11-30T00:00:00.000Z";
const MONDAY_NIGHT = "2026-11-30T22:00:00.000Z";
const TUESDAY_NIGHT = "2026-12-01T22:00:00.000Z";
const WEDNESDAY = "2026-12-02T10:00:00.000Z";
const FRIDAY = "2026-12-04";

export interface PlayedMorning {
  run: Run;
  /** What each thing is called in front of its reader, by handle. */
  names: ReadonlyMap<string, string[]>;
}

/** Each of them leads a program with their check-ins, requests, items and steps, and one with a sponsor for each draft. */
export async function playMorning(mornings: readonly FullMorning[]): Promise<PlayedMorning> {
  const programs = mornings.map(({ handle }) => ({ key: handle, title: mainOf(handle), lead: handle, deputy: "lea" }));
  const led = mornings.flatMap((drawn) =>
    named(drawn, "Led", drawn.drafts).map((title, place) => ({
      key: `${drawn.handle}-${place}`,
      title,
      lead: drawn.handle,
      sponsors: ["sofia"],
    })),
  );
  const people = mornings.map(({ handle, locale }) => ({ ...TOM, handle, name: `Ann ${handle}`, locale }));
  const run = await aRun({
    isTogether: true,
    start: MONDAY,
    people: [LEA, SOFIA, ...people],
    programs: [...programs, ...led],
    cadences: [
      ...mornings.flatMap((drawn) => named(drawn, "Asked", drawn.checkIns).map((title) => weekly(drawn.handle, title))),
      ...led.map(({ key }) => ({ key: `monthly-${key}`, program: key, template: "monthly-executive" })),
    ],
  });
  const titles = mornings.flatMap((drawn) => named(drawn, "Asked", drawn.checkIns));
  const cadences = await run.db.selectFrom("cadence").select("id").orderBy("id").execute();
  for (const [place, title] of titles.entries())
    await run.db
      .updateTable("cadence")
      .set({ title })
      .where("id", "=", cadences[place]?.id ?? "")
      .execute();
  await run.to(MONDAY_NIGHT);
  for (const drawn of mornings) await addItems(run, drawn);
  await run.to(TUESDAY_NIGHT);
  for (const drawn of mornings) await addWork(run, drawn);
  await run.to(WEDNESDAY);
  const names = mornings.map((drawn): [string, string[]] => [drawn.handle, namesOf(drawn)]);
  return { run, names: new Map(names) };
}

function weekly(handle: string, title: string): Record<string, unknown> {
  return {
    key: title.toLowerCase().replaceAll(" ", "-"),
    program: handle,
    questions: [{ key: "done", type: "long-text", label: "What was done?", feeds: "progress" }],
    rule: { every: "week", on: ["we"], zone: "participant" },
    audience: ["lead"],
  };
}

async function addItems(run: Run, drawn: FullMorning): Promise<void> {
  const owner = await actingAs(run, drawn.handle);
  const programId = await programOf(run, drawn);
  const action = { programId, type: "action" as const, details: {}, dueOn: FRIDAY, ownerId: owner.actor.id };
  for (const title of named(drawn, "Item", drawn.items))
    await addQuietly(owner, { ...action, title, sourceKey: title });
}

async function addWork(run: Run, drawn: FullMorning): Promise<void> {
  const lea = await actingAs(run, "lea");
  const { actor: owner } = await actingAs(run, drawn.handle);
  const programId = await programOf(run, drawn);
  const request = {
    programId,
    type: "request" as const,
    details: WHOLE_REQUEST,
    dueOn: "2026-12-18",
    ownerId: owner.id,
  };
  for (const title of named(drawn, "Request", drawn.requests))
    await addQuietly(lea, { ...request, title, sourceKey: title });
  for (const title of named(drawn, "Step", drawn.steps)) await startTrack(lea, { programId, template: trackOf(title) });
}

async function programOf(run: Run, { handle }: FullMorning): Promise<string> {
  const programs = run.db.selectFrom("program").select("id").where("title", "=", mainOf(handle));
  return (await programs.executeTakeFirstOrThrow()).id;
}

function trackOf(title: string) {
  return trackTemplateSchema.parse({
    version: 1,
    key: title.toLowerCase().replaceAll(" ", "-"),
    name: title,
    purpose: "It is done.",
    roles: ["developer"],
    steps: [{ key: "do", title, role: "developer", accountable: "lead", term: 8 }],
  });
}

function mainOf(handle: string): string {
  return `Main of ${handle}`;
}

function named({ handle }: FullMorning, what: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${what} ${handle} ${index + 101}`);
}

function namesOf(drawn: FullMorning): string[] {
  return [
    ...named(drawn, "Asked", drawn.checkIns),
    ...named(drawn, "Request", drawn.requests),
    ...named(drawn, "Item", drawn.items),
    ...named(drawn, "Step", drawn.steps),
    ...named(drawn, "Led", drawn.drafts),
  ];
}

/** All that somebody read: their messages, and each page of each list behind their buttons. */
async function readAll(run: Run, handle: string): Promise<{ messages: SandboxMessage[]; words: string }> {
  const reader = run.as(handle);
  const messages = reader.inbox();
  const read: string[] = [];
  for (const message of messages) {
    read.push(textOf(message));
    for (const value of partsOf(message)) {
      await reader.press(message, { actionId: "delivery.list", value });
      read.push(...(await pagesRead(reader)));
      await reader.closeView({ all: true });
    }
  }
  return { messages, words: read.join("\n") };
}

/** The values of its buttons that open a list. */
export function partsOf({ blocks }: SandboxMessage): string[] {
  const placed = placedElements(blocks).filter(({ actionId }) => actionId === "delivery.list");
  return placed.flatMap(({ element }) => stringIn(element, "value") ?? []);
}

async function pagesRead(reader: Actor): Promise<string[]> {
  const pages: string[] = [];
  for (;;) {
    const view = await reader.waitForView();
    pages.push(viewAsText(view));
    if (!placedElements(view.blocks).some(({ actionId }) => actionId === "delivery.list_later")) return pages;
    await reader.pressInView({ actionId: "delivery.list_later" });
  }
}

/** Everything is named; nothing is refused or left; nothing counts that was not delivered. */
export async function expectWhole({ run, names }: PlayedMorning): Promise<void> {
  for (const [handle, called] of names) {
    const { messages, words } = await readAll(run, handle);
    expect(called.filter((name) => !words.includes(name))).toEqual([]);
    for (const { blocks } of messages)
      expect(problemsInBlocks(parseJson(JSON.stringify(blocks ?? [])) ?? null)).toEqual([]);
    for (const message of messages) expect(linesIn(message)).toBeLessThanOrEqual(MOST_LINES + 1);
  }
  const refused = run.db.selectFrom("delivery").select(["key", "last_error"]).where("state", "=", "parked");
  expect(await refused.execute()).toEqual([]);
}

/** Each line begins with a section. */
function linesIn({ blocks }: SandboxMessage): number {
  return (blocks ?? []).filter(({ type }) => type === "section").length - 1;
}

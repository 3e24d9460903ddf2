/** A program with a committee, its secretary and a request to it, for tests of meetings. */
import { setDates } from "../../src/meetings/dates.ts";
import type { MeetingDates } from "../../src/meetings/rules.ts";
import type { MeetingKind } from "../../src/meetings/table.ts";
import { addItem } from "../../src/register/acts.ts";
import type { Item } from "../../src/register/items.ts";
import {
  actingAs,
  aRun,
  LEA,
  NINA,
  personIn,
  RAVI,
  type Run,
  type RunOptions,
  SAM,
  SOFIA,
  TOM,
} from "../support/run.ts";

export const ZOE = { handle: "zoe", name: "Zoé Petit", tz: "Europe/Paris", locale: "fr-FR" };

/** The third Tuesday of each month at ten, in London. */
export const MONTHLY: MeetingDates = {
  first: "2026-11-17",
  repeats: "month",
  also: [],
  at: "10:00",
  zone: "Europe/London",
  place: "Room 3",
};

/** Sam chairs it, Ravi and Sofia are members, Zoé is its secretary; Léa leads Atlas, in which Tom and Nina work. */
export async function aCommittee(options: RunOptions = {}): Promise<Run> {
  const run = await aRun({
    people: [LEA, TOM, NINA, RAVI, SOFIA, SAM, ZOE],
    programs: [
      {
        key: "atlas",
        title: "Atlas",
        lead: "lea",
        sponsors: ["sofia"],
        steering: ["sam", "ravi", "sofia"],
        secretary: "zoe",
        team: ["tom", "nina"],
      },
    ],
    cadences: [],
    ...options,
  });
  const { id, workspace_id } = await personIn(run, "sam");
  const program_id = await programIdIn(run);
  await run.db.insertInto("committee").values({ workspace_id, program_id, chair_id: id, quorum: null }).execute();
  return run;
}

export async function programIdIn(run: Run, key = "atlas"): Promise<string> {
  return (await run.db.selectFrom("program").select("id").where("key", "=", key).executeTakeFirstOrThrow()).id;
}

export async function meets(
  run: Run,
  {
    by = "zoe",
    kind = "committee",
    dates = MONTHLY,
    quorum = null,
  }: { by?: string; kind?: MeetingKind; dates?: MeetingDates | null; quorum?: number | null } = {},
) {
  const planned = await setDates(await actingAs(run, by), { programId: await programIdIn(run), kind, dates, quorum });
  await run.settle();
  return planned;
}

/** Asked by Léa of Sam, who chairs; they have it. */
export async function aRequest(run: Run, title?: string): Promise<Item> {
  const item = await addRequest(run, title);
  await run.settle();
  return item;
}

export async function addRequest(run: Run, title = "Approve the second vendor?"): Promise<Item> {
  return addItem(await actingAs(run, "lea"), {
    programId: await programIdIn(run),
    type: "request",
    details: {
      kind: "decision",
      options: [
        { label: "Approve it", effect: "Costs 40,000 more", doesNothing: false },
        { label: "Wait", doesNothing: true },
      ],
      recommended: 0,
      why: "The first one is late",
    },
    title,
    ownerId: (await personIn(run, "sam")).id,
    dueOn: "2026-12-04",
    disclosure: "above",
    sourceKey: `test:${title}`,
  });
}

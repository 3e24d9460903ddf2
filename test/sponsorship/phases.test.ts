/** In which phase a program is: what it rests on, and who may know it. */
import { expect, it } from "vitest";
import { addLocalDays } from "../../src/platform/time.ts";
import { closeProgram } from "../../src/programs/changes.ts";
import { addItem, closeItem, reachMilestone } from "../../src/register/acts.ts";
import type { Item } from "../../src/register/items.ts";
import { sayGiven } from "../../src/register/requests/given.ts";
import type { Given } from "../../src/register/types/decisions-and-requests.ts";
import { programScreen } from "../../src/reports/portfolio/program-screen.ts";
import { missingIn, type PhaseFacts, phaseOf, showPhase } from "../../src/sponsorship/phases.ts";
import { aMeasure } from "../goals/some-goals.ts";
import { acting } from "../support/acting.ts";
import { databases } from "../support/databases.ts";
import { decided } from "../support/decided.ts";
import { aRun, personIn, RAVI, SAM, SOFIA, TOM } from "../support/run.ts";

const TODAY = "2026-11-25";
const ago = (days: number) => addLocalDays(TODAY, -days);

const ITEM = {
  ...{ workspace_id: "w", program_id: "p", short_key: "ATL", number: 1, title: "It", description: "", owner_id: "o" },
  ...{ raised_by: "o", raised_at: "2026-01-01T00:00:00.000Z", due_on: null, original_due_on: null, due_moves: 0 },
  ...{ answer_by: null, disclosure: "program" as const, source_key: "s", round_id: null, check_in_id: null },
  ...{ check_in_revision: null, permalink: null, replaced_by: null, revision: 1, closed_at: null, updated_at: "" },
  remind_at: null,
};

function request(kind: "resource" | "obstacle" | "decision", state: "open" | "decided", ...given: Given[]): Item {
  const decision = { option: 0, text: "", decidedBy: "o", decidedAt: "", decisionId: "", decisionCode: "" };
  const outcome = { ...decision, ...(given.length > 0 && { given }) };
  const options = [{ label: "It", doesNothing: false }];
  return {
    ...ITEM,
    id: kind,
    type: "request",
    state,
    details: { kind, options, ...(state === "decided" && { outcome }) },
  };
}

function promise(dueOn: string, doneOn: string | null): Item {
  const closed = doneOn === null ? {} : { state: "done" as const, closed_at: `${doneOn}T10:00:00.000Z` };
  return { ...ITEM, id: dueOn, type: "action", details: {}, due_on: dueOn, state: "open", ...closed };
}

const NOTHING: PhaseFacts = {
  today: TODAY,
  ...{ hasPurpose: false, hasBenefits: false, hasSponsor: false, hasDecision: false, hasReached: false },
  requests: [],
  promises: [],
};
const ALIGNED = { ...NOTHING, hasPurpose: true, hasBenefits: true, hasSponsor: true, hasDecision: true };
const GIVEN = { ...ALIGNED, requests: [request("resource", "decided", "people")] };
const KEPT = [promise(ago(10), ago(11))];

const cases: [string, PhaseFacts, string | null, string[]][] = [
  ["of which nothing is recorded", NOTHING, null, ["purpose", "benefits", "sponsor", "decision"]],
  [
    "that reached a milestone, though no benefits and no decision are recorded",
    { ...NOTHING, hasPurpose: true, hasSponsor: true, hasReached: true },
    "obstacles",
    ["benefits", "decision", "promises"],
  ],
  [
    "whose request for people waits",
    { ...ALIGNED, requests: [request("resource", "open")] },
    "resources",
    ["granted", "answered"],
  ],
  [
    "whose request for money was called a decision",
    { ...ALIGNED, requests: [request("decision", "open")] },
    "resources",
    ["granted", "answered"],
  ],
  [
    "with an obstacle in its way",
    { ...GIVEN, requests: [...GIVEN.requests, request("obstacle", "open")], promises: KEPT },
    "obstacles",
    ["cleared"],
  ],
  [
    "with an obstacle that a decision has not removed",
    { ...GIVEN, requests: [...GIVEN.requests, request("obstacle", "decided", "time")], promises: KEPT },
    "obstacles",
    ["cleared"],
  ],
  [
    "whose obstacle was removed",
    { ...GIVEN, requests: [...GIVEN.requests, request("obstacle", "decided", "obstacle")], promises: KEPT },
    "obstacles",
    [],
  ],
  [
    "to which a request for people gave nothing yet",
    { ...ALIGNED, requests: [request("resource", "decided")] },
    "resources",
    ["granted"],
  ],
  [
    "to which a decision gave access",
    { ...ALIGNED, requests: [request("decision", "decided", "access")], promises: KEPT },
    "obstacles",
    [],
  ],
  [
    "to which a decision gave an obstacle removed alone",
    { ...ALIGNED, requests: [request("decision", "decided", "obstacle")] },
    "resources",
    ["granted"],
  ],
  ["with promises kept, and none late", { ...GIVEN, promises: KEPT }, "obstacles", []],
  ["with a promise kept on its very day", { ...GIVEN, promises: [promise(ago(10), ago(10))] }, "obstacles", []],
  ["with a promise due today", { ...GIVEN, promises: [...KEPT, promise(TODAY, null)] }, "obstacles", []],
  [
    "with a promise kept a day late",
    { ...GIVEN, promises: [...KEPT, promise(ago(10), ago(9))] },
    "obstacles",
    ["promises"],
  ],
  ["with one kept thirteen weeks ago", { ...GIVEN, promises: [promise(ago(91), ago(91))] }, "obstacles", []],
  ["with one kept before that", { ...GIVEN, promises: [promise(ago(92), ago(92))] }, "obstacles", ["promises"]],
  ["with an overdue action", { ...GIVEN, promises: [...KEPT, promise(ago(1), null)] }, "obstacles", ["promises"]],
];

it.each(cases)("a program %s", (_, facts, phase, missing) => {
  const read = phaseOf(facts);
  expect({ phase: read.phase, missing: missingIn(read).map(({ is }) => is) }).toEqual({ phase, missing });
});

it("has benefits by measures that everybody above reads and that are open or reached", async () => {
  const programs = [{ key: "atlas", title: "Atlas", lead: "tom" }];
  const run = await aRun({ people: [TOM], programs, cadences: [], start: "2026-11-02T10:00:00.000Z" });
  const { id: programId } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  const tom = await personIn(run, "tom");
  const lead = acting(run.app.services, tom);
  const hasBenefits = async () => {
    const criteria = (await showPhase(run.app.services, tom, programId))?.criteria.alignment ?? [];
    return criteria.find(({ is }) => is === "benefits")?.isMet;
  };
  await aMeasure(lead, programId, { disclosure: "team" });
  expect(await hasBenefits()).toBe(false);
  const { id } = await aMeasure(lead, programId, { disclosure: "above" });
  expect(await hasBenefits()).toBe(true);
  await closeItem(lead, { id, note: "", as: "not-reached" });
  expect(await hasBenefits()).toBe(false);
});

it("is past alignment and resources once a milestone in the register was reached", async () => {
  const programs = [{ key: "atlas", title: "Atlas", lead: "tom" }];
  const run = await aRun({ people: [TOM], programs, cadences: [], start: "2026-11-02T10:00:00.000Z" });
  const { id: programId } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  const tom = await personIn(run, "tom");
  const lead = acting(run.app.services, tom);
  const launch = { programId, type: "milestone", title: "Launch", details: {}, sourceKey: "test:launch" } as const;
  const { id } = await addItem(lead, { ...launch, ownerId: tom.id, dueOn: "2026-11-20" });
  const phase = async () => (await showPhase(run.app.services, tom, programId))?.phase;
  expect(await phase()).toBeNull();
  await reachMilestone(lead, { id, on: "2026-11-02" });
  expect(await phase()).toBe("obstacles");
});

it.each(databases)(
  "stands on the screen of the program for those above and those who lead, with what is asked and committed, on %s",
  async (database) => {
    const run = await aRun({
      people: [TOM, SOFIA, RAVI, SAM],
      programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"], team: ["ravi"] }],
      cadences: [],
      start: "2026-11-02T10:00:00.000Z",
      database,
    });
    const { services } = run.app;
    const { id: programId } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
    const [tom, sofia] = [await personIn(run, "tom"), await personIn(run, "sofia")];
    const add = (title: string, kind: "resource" | "action", more: { disclosure?: "team" | "lead" } = {}) => {
      const item = { title, ownerId: sofia.id, dueOn: "2026-11-20", sourceKey: `test:${title}`, ...more };
      return kind === "action"
        ? addItem(acting(services, tom), { programId, ...item, type: "action", details: {} })
        : addItem(acting(services, tom), {
            programId,
            ...item,
            type: "request",
            details: { kind, options: [{ label: "Yes", doesNothing: false }] },
          });
    };
    const granted = await add("Two engineers?", "resource");
    await decided(services, sofia, granted.id, { option: 0, label: "Yes" });
    expect((await showPhase(services, tom, programId))?.phase).toBe("resources");
    await sayGiven({ ...services, actor: tom }, { itemId: granted.id, given: ["people"] });
    await add("A tester?", "resource");
    await add("SECRET", "resource", { disclosure: "team" });
    await add("Open the kick-off", "action");
    await closeItem(acting(services, sofia), { id: (await add("Sign the budget", "action")).id, note: "" });
    const shown = async (handle: string, locale = "en-GB") => {
      const reader = { ...(await personIn(run, handle)), locale };
      const view = await programScreen(services, reader, { programId, digestId: null });
      return JSON.stringify(view.blocks).replaceAll("\u00a0", " ");
    };
    const english = await shown("sofia");
    for (const words of [
      "Phase · Removing obstacles",
      "○ the purpose is written",
      "✓ a request gave people, money, time or access",
      "○ no request for a decision, people, money or time is open (ATL-REQ-2)",
      "• ATL-REQ-2",
      "• ATL-ACT-1 · Open the kick-off",
      "✓ ATL-ACT-2 · Sign the budget",
    ])
      expect(english).toContain(words);
    expect(english.slice(english.indexOf("Phase ·"), english.indexOf("From the register"))).not.toContain("SECRET");
    expect(await shown("sofia", "fr-FR")).toContain("Levée des obstacles");
    expect(await shown("ravi")).not.toContain("Phase ·");
    expect(await showPhase(services, tom, programId)).toEqual(await showPhase(services, sofia, programId));
    expect(await showPhase(services, await personIn(run, "sam"), programId)).toBeNull();
    await closeProgram({ ...services, actor: tom }, { programId });
    expect(await showPhase(services, tom, programId)).toBeNull();
  },
);

/** `/drumbeat raci`: who does a step, answers for it, is consulted and informed; what is wrong in it, and a mending. */
import { expect, it } from "vitest";
import { BUILT_IN, builtInTrack } from "../../src/tracks/library.ts";
import { raciProblems } from "../../src/tracks/raci.ts";
import { composeRaci, raciIds } from "../../src/tracks/raci-screen.ts";
import { startTrack } from "../../src/tracks/start-and-stop.ts";
import { trackTemplateSchema } from "../../src/tracks/template.ts";
import { takeTypes } from "../../src/tracks/work/request-types.ts";
import { opens, programId, seen } from "../sponsorship/choosing-people.ts";
import { actingAs, lastMessage, textOf } from "../support/run.ts";
import { aProgram, LAUNCH } from "./launch.ts";

it("follows from the steps of what runs and of what may be asked for; who holds no role is named from there", async () => {
  const run = await aProgram("SQLite");
  const tom = await actingAs(run, "tom");
  expect(await opens(run, "tom", "/drumbeat raci atlas")).toContain("No track runs here");
  await startTrack(tom, { programId: await programId(run), template: LAUNCH });
  await takeTypes(tom, { programId: await programId(run), keys: ["campaign"] });
  const table = await opens(run, "tom", "/drumbeat raci");
  expect(table).toContain("LAUNCH\n*Build the journey*\n*R* Developer (Nina Diaz) · *A* Lead (Tom Baker)");
  expect(table).toContain(
    "*Prioritisation*\n*R* Lead (Tom Baker) · *A* Sponsor (Sofia Rossi) · *C* Administrator (nobody yet) · *I* Requester; Working team (Nina Diaz and Léa Martin)",
  );
  expect(table).toContain("⚠ Nobody holds Administrator: Validation comes to Tom Baker. Name somebody.");
  expect(table).toContain("⚠ Tom Baker answers for 5 of 9 steps.");
  expect(await opens(run, "lea", "/drumbeat raci atlas")).toMatch(
    /\*Tester le parcours\*\n\*R\* .* \(Léa Martin\) · \*A\* Responsable \(Tom Baker\)[\s\S]*/,
  );
  expect(JSON.stringify(run.as("lea").view()?.blocks)).not.toContain(raciIds.name);
  await opens(run, "tom", "/drumbeat raci");
  const { id } = await run.db
    .selectFrom("working_role")
    .select("id")
    .where("key", "=", "administrator")
    .executeTakeFirstOrThrow();
  await run.as("tom").pressInView({ actionId: raciIds.name, value: id });
  expect(await seen(run, "tom")).toContain("⚠ Nobody holds Administrator");
  run.as("tom").fill("holders", ["sam"]);
  expect(await run.as("tom").submit()).toEqual({ closed: true });
  expect(await seen(run, "tom")).toMatch(/\*Validation\*\n\*R\* Administrator \(Sam Poe\)/);
  expect(await seen(run, "tom")).not.toContain("Nobody holds Administrator");
});

it("is said where a role is added, and where a program begins to take requests", async () => {
  const run = await aProgram("SQLite");
  await takeTypes(await actingAs(run, "tom"), { programId: await programId(run), keys: ["campaign"] });
  const missing = "⚠ Nobody holds Administrator: Validation comes to Tom Baker. Name somebody.";
  await opens(run, "tom", "/drumbeat roles");
  await run.as("tom").pressInView({ actionId: "roles.add" });
  expect(await seen(run, "tom")).toContain(missing);
  await opens(run, "tom", "/drumbeat work");
  const option = JSON.stringify({ act: "take", id: await programId(run), what: "" });
  await run.as("tom").pressInView({ actionId: "work.act:menu", option });
  expect(await seen(run, "tom")).toContain(missing);
  expect(run.as("tom").view()?.submit?.text).toBe("Save");
});

it.each(BUILT_IN)(
  "finds nothing wrong in %s where each role is held by two, and nothing but that where nobody holds one",
  (key) => {
    const { steps, roles } = builtInTrack(key);
    const held = new Map(
      ["lead", "deputy", "sponsor", "team", ...roles].map((role) => [role, [{ id: role, name: role }]]),
    );
    const shared = new Map(roles.map((role) => [role, [...(held.get(role) ?? []), { id: `${role} too`, name: role }]]));
    expect(raciProblems(steps, new Map([...held, ...shared]), roles)).toEqual([]);
    for (const role of roles) held.delete(role);
    expect(raciProblems(steps, held, roles).filter(({ is }) => is !== "unheld")).toEqual([]);
  },
);

it("is a file of whoever asks, in their language", async () => {
  const run = await aProgram("SQLite");
  const ctx = await actingAs(run, "lea");
  await startTrack(await actingAs(run, "tom"), { programId: await programId(run), template: LAUNCH });
  await opens(run, "lea", "/drumbeat raci");
  await run.as("lea").pressInView({ actionId: raciIds.csv });
  await run.to("2026-11-02T18:00:00Z");
  expect(textOf(lastMessage(run, "lea"))).toContain("raci-atlas.csv");
  const reader = { locale: "fr-FR", zone: "Europe/Paris" };
  const { file } = await composeRaci(ctx, reader, await programId(run));
  expect(file?.rows.slice(0, 2)).toEqual([
    ["Programme", "Modèle", "Étape", "R", "A", "C", "I"],
    ["Atlas", "Launch", "Build the journey", "Développement (Nina Diaz)", "Responsable (Tom Baker)", "", ""],
  ]);
});

it("finds what is wrong: a role that nobody or several hold, an approver who did it, too many consulted, one for most, a role without a step", () => {
  const step = { role: "maker", accountable: "owner", term: 1 };
  const { steps } = trackTemplateSchema.parse({
    ...{
      version: 1,
      key: "t",
      name: "T",
      purpose: "T",
      roles: ["maker", "owner", "c1", "c2", "c3", "c4", "none", "idle"],
    },
    steps: [
      { ...step, key: "one", title: "One", gate: true },
      { ...step, key: "two", title: "Two", consulted: ["c1", "c2", "c3", "c4"] },
      { ...step, key: "three", title: "Three", role: "none" },
      { ...step, key: "four", title: "Four" },
    ],
  });
  const [lea, tom] = [
    { id: "1", name: "Léa" },
    { id: "2", name: "Tom" },
  ];
  const found = (held: [string, (typeof lea)[]][]) =>
    raciProblems(steps, new Map(held), ["maker", "owner", "none", "idle"]).map(({ is, role, person, steps: theirs }) =>
      [is, role, person?.name, theirs.map(({ key }) => key).join("+")].filter(Boolean).join(" "),
    );
  expect(
    found([
      ["maker", [lea]],
      ["owner", [lea, tom]],
      ["lead", [tom]],
    ]),
  ).toEqual([
    "shared owner Léa one+two+three+four",
    "unheld none Tom three",
    "idle idle",
    "consulted two",
    "most Léa one+two+three+four",
  ]);
  // Seats are as roles are.
  const ofLead = steps.map((each) => ({ ...each, accountable: "lead" }));
  const seats = raciProblems(ofLead, new Map([["lead", [tom, lea]]]), []);
  expect(seats.map(({ is, role, person }) => `${is} ${role} ${person?.name}`)).toContain("shared lead Tom");
  // Of a single person nobody else can approve.
  expect(
    found([
      ["maker", [lea]],
      ["owner", [lea]],
      ["none", [lea]],
      ["idle", [lea]],
      ["lead", [lea]],
    ]),
  ).toEqual(["idle idle", "alone Léa one", "consulted two", "most Léa one+two+three+four"]);
});
